const WIDTH = 110;

/** Whether a person looks on, who gets Pulumi's own tree of resources. */
export const isTerminal = Boolean(process.stdout.isTTY && process.stdin.isTTY);

export const hasColours = Boolean(process.stdout.isTTY) && !process.env.NO_COLOR;

function colour(code: number, text: string): string {
    return hasColours ? `\u001b[${code}m${text}\u001b[0m` : text;
}

export const bold = (text: string): string => colour(1, text);
export const dim = (text: string): string => colour(2, text);

export function print(text = ""): void {
    process.stdout.write(`${text}\n`);
}

export function heading(text: string): void {
    print();
    print(bold(`── ${text} ${"─".repeat(Math.max(0, WIDTH - text.length - 4))}`));
    print();
}

/** What a person would have typed at a shell. */
export function typed(command: string): void {
    print(bold(`$ ${command}`));
}
