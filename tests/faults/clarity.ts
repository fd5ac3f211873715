/** Lines that only a programmer could read. */
const UNCLEAR = [
    /^\s+at .+:\d+/m,
    /node_modules/,
    /\bdist\//,
    /\b(Type|Reference|Range)Error\b/,
    /\[object /,
    /undefined/,
];

/** Why a person couldn't read the text; nothing if one could. */
export function unclear(text: string): string[] {
    return UNCLEAR.filter((pattern) => pattern.test(text)).map(
        (pattern) => `${pattern} fits the text: ${text}`,
    );
}
