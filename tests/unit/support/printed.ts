/** What is printed while something runs, as one text. */
export async function printedWhile(work: () => Promise<unknown>): Promise<string> {
    const lines: string[] = [];
    const { log } = console;
    console.log = (line: string) => lines.push(line);
    try {
        await work();
    } finally {
        console.log = log;
    }
    return lines.join("\n");
}
