/** What an error of the AWS SDK says, with the name by which AWS documents it. */
export function reasonOf(error: unknown): string {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
