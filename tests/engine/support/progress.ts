/** Takes one line for the person who waits. */
export type Progress = (line: string) => void;

/** On standard error, so that what a command prints for other programs stays clean. */
export const printProgress: Progress = (line) => {
    process.stderr.write(`${line}\n`);
};

export function duration(milliseconds: number): string {
    const seconds = Math.round(milliseconds / 1000);
    return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** Compares dotted numbers; what follows a hyphen or a plus sign doesn't count. */
export function isAtLeast(version: string, minimum: string): boolean {
    const wanted = numbers(minimum);
    const found = numbers(version);
    for (const [index, number] of wanted.entries()) {
        const difference = (found[index] ?? 0) - number;
        if (difference !== 0) {
            return difference > 0;
        }
    }
    return true;
}

function numbers(version: string): number[] {
    return (version.replace(/^v/, "").split(/[-+]/)[0] ?? "").split(".").map(Number);
}
