/**
 * Tells the person who runs Pulumi what is being waited for. The engine shows what the provider's process
 * prints, so this is plain output; callers pass no secret.
 */
export function progress(line: string): void {
    console.log(line);
}
