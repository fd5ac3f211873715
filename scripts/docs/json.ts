/** Columns of a line, as the formatter of this repository has them. */
const WIDTH = 110;
const INDENT = "    ";

/** JSON as the formatter of this repository writes it: a list of texts is on one line if it fits. */
export function prettyJson(value: unknown): string {
    return pretty(value, "", 0);
}

/** @param taken columns of the value's line that are taken by what is before and after it. */
function pretty(value: unknown, indent: string, taken: number): string {
    if (typeof value !== "object" || value === null) {
        return JSON.stringify(value);
    }
    const inner = indent + INDENT;
    if (Array.isArray(value)) {
        const line = `[${value.map((each) => JSON.stringify(each)).join(", ")}]`;
        const isFlat = value.every((each) => typeof each !== "object");
        return isFlat && taken + line.length <= WIDTH
            ? line
            : block(
                  "[",
                  value.map((each) => pretty(each, inner, inner.length + 1)),
                  "]",
                  indent,
              );
    }
    const entries = Object.entries(value);
    const members = entries.map(([key, member], index) => {
        const before = `${JSON.stringify(key)}: `;
        const comma = index < entries.length - 1 ? 1 : 0;
        return before + pretty(member, inner, inner.length + before.length + comma);
    });
    return block("{", members, "}", indent);
}

function block(open: string, members: readonly string[], close: string, indent: string): string {
    const inner = indent + INDENT;
    return [open, members.map((member) => inner + member).join(",\n"), indent + close].join("\n");
}
