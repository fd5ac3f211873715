import { withoutUnmistakableSecrets } from "./knownSecrets";

/**
 * Tells the person who runs Pulumi what is being waited for. The engine shows what the provider's process
 * prints, so this is plain output.
 */
export function progress(line: string): void {
    console.log(withoutUnmistakableSecrets(line));
}
