import { withoutUnmistakableSecrets } from "./knownSecrets";

let tell = (line: string): void => console.log(line);

/** Tells progress in another way from now on. */
export function tellProgressBy(another: (line: string) => void): void {
    tell = another;
}

/**
 * Tells the person who runs Pulumi what is being waited for. The engine shows what the process of dynamic providers
 * prints, so this is plain output unless something else was agreed on.
 */
export function progress(line: string): void {
    tell(withoutUnmistakableSecrets(line));
}
