/** What an error of the AWS SDK says, with the name by which AWS documents it. */
export function reasonOf(error: unknown): string {
    if (!(error instanceof Error)) {
        return String(error);
    }
    return error.name === "Error" ? error.message : `${error.name}: ${error.message}`;
}
