import { withoutUnmistakableSecrets } from "./knownSecrets";

/** How the person who runs Pulumi is told something. */
export interface Teller {
    /** What happens. */
    happened(line: string): void;
    /**
     * What goes on meanwhile, again and again.
     *
     * @param isNew false if only the time has passed since the line before.
     */
    goesOn(line: string, isNew: boolean): void;
}

/**
 * The engine keeps every line that the process of dynamic providers prints, and shows it once more in the end; so what
 * goes on is told once. After that come empty lines, which the engine leaves out (`plugin.go` of its SDK): writing them
 * shows whether there is still somebody who reads.
 */
const PRINTS: Teller = {
    happened: (line) => console.log(line),
    goesOn: (line, isNew) => {
        if (isNew) {
            console.log(line);
        } else {
            process.stdout.write("\n");
        }
    },
};

let teller = PRINTS;

/** Tells progress in another way from now on, and returns the way that it was told before. */
export function tellProgressBy(another: Teller): Teller {
    const before = teller;
    teller = another;
    return before;
}

/** Tells the person who runs Pulumi what is being done. */
export function progress(line: string): void {
    teller.happened(withoutUnmistakableSecrets(line));
}

/** Tells the person who runs Pulumi what is being waited for, as often as it is looked for. */
export function waiting(line: string, isNew: boolean): void {
    teller.goesOn(withoutUnmistakableSecrets(line), isNew);
}
