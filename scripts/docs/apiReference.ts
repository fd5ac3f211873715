import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GENERATED } from "./markdown";

const ROOT = join(__dirname, "..", "..");

/**
 * The pages of the API reference, by their names under `docs/api`, as TypeDoc makes them from the docstrings. Throws
 * what TypeDoc warns of: something public without a docstring or with a type that isn't public, or a broken link.
 */
export async function apiReference(): Promise<Readonly<Record<string, string>>> {
    const out = mkdtempSync(join(tmpdir(), "api-reference-"));
    try {
        await generate(out);
        const pages = readdirSync(out).sort();
        return Object.fromEntries(
            pages.map((name) => [name, introduced(withoutNoise(readFileSync(join(out, name), "utf8")))]),
        );
    } finally {
        rmSync(out, { recursive: true });
    }
}

async function generate(out: string): Promise<void> {
    const { Application, Logger, LogLevel, TypeDocReader } = await import("typedoc");
    const problems: string[] = [];
    class Collector extends Logger {
        override log(message: string, level: number): void {
            if (level >= LogLevel.Warn) {
                problems.push(message);
            }
        }
    }
    const app = await Application.bootstrapWithPlugins(
        { options: join(ROOT, "typedoc.json"), out, logLevel: "Warn" },
        [new TypeDocReader()],
    );
    app.logger = new Collector();
    const project = await app.convert();
    if (project !== undefined) {
        app.validate(project);
        await app.generateOutputs(project);
    }
    if (problems.length > 0) {
        throw new Error(`TypeDoc finds the documentation wanting:\n${problems.join("\n")}`);
    }
}

/** Sections that repeat the signature above them, or name base classes that aren't public. */
const REPETITION = /^(#### Extend(s|ed by)|###### (Parameters|Returns|Overrides))\n/;
/** Headings of signatures and tables that speak for themselves. */
const HEADINGS =
    /^(#### (Constructors|Properties|Enumeration Members|Accessors)|##### Constructor|###### Get Signature)\n\n/;

function withoutNoise(page: string): string {
    return page
        .split(/^(?=#|\*\*\*$)/m)
        .filter((section) => !REPETITION.test(section))
        .map((section) => section.replace(HEADINGS, ""))
        .join("");
}

/** Tells whoever wants to edit a page where its text comes from. */
function introduced(page: string): string {
    return page.replace(/^# .*\n/, (title) => `${title}\n${GENERATED}\n`);
}
