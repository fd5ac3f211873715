/** Collects what the package prints for the person who waits, and keeps it out of the test report. */
export function collectProgress(): { readonly lines: string[]; stop(): void } {
    const { log } = console;
    const lines: string[] = [];
    console.log = (line: string) => {
        lines.push(line);
    };
    return {
        lines,
        stop: () => {
            console.log = log;
        },
    };
}
