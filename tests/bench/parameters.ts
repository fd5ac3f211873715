import { parseArgs } from "node:util";

/** What is measured, by name. */
export const PARTS = ["catalogs", "grants", "namespaces", "nothing", "floor", "package"] as const;
export type Part = (typeof PARTS)[number];

export interface Parameters {
    readonly parts: readonly Part[];
    /** Numbers of resources, in place of each part's own. */
    readonly sizes?: readonly number[];
    readonly runs: number;
    readonly json: boolean;
    /** Release of the embedded frontend. */
    readonly version: "3.5" | "4.1";
}

export const USAGE = `usage: npm run bench -- [${PARTS.join("] [")}] [--size 1,10] [--runs 3] [--frontend 3.5] [--json]`;

/** What a user has typed; throws with a line that says what is wrong. */
export function parametersOf(typed: readonly string[]): Parameters {
    const { values, positionals } = parseArgs({
        args: [...typed],
        allowPositionals: true,
        options: {
            size: { type: "string" },
            runs: { type: "string", default: "3" },
            frontend: { type: "string", default: "4.1" },
            json: { type: "boolean", default: false },
        },
    });
    const unknown = positionals.filter((each) => !PARTS.includes(each as Part));
    if (unknown.length > 0) {
        throw new Error(`There is no part ${unknown.join(", ")}; there are ${PARTS.join(", ")}.`);
    }
    if (values.frontend !== "3.5" && values.frontend !== "4.1") {
        throw new Error("--frontend is 3.5 or 4.1.");
    }
    return {
        parts: positionals.length > 0 ? (positionals as Part[]) : PARTS,
        runs: count("--runs", values.runs),
        json: values.json,
        version: values.frontend,
        ...(values.size !== undefined && {
            sizes: values.size.split(",").map((each) => count("--size", each)),
        }),
    };
}

function count(option: string, text: string): number {
    if (!/^[1-9]\d*$/.test(text)) {
        throw new Error(
            `${option} is a positive number${option === "--size" ? ", or several with commas" : ""}.`,
        );
    }
    return Number(text);
}
