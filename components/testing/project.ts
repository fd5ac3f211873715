import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { CORE_SCHEMA, FAILSAFE_SCHEMA, load } from "js-yaml";

/** What a project's files say of one of its stacks. */
export interface ProjectFiles {
    readonly project: string;
    /** By full keys, such as `starrocks:host`. */
    readonly config: Readonly<Record<string, string>>;
    /** Settings that only Pulumi can decrypt, by full keys, and the file that has them. */
    readonly secrets: Readonly<Record<string, string>>;
}

type Texts = Readonly<Record<string, unknown>>;

/** A value of a file: its text if it is one, and what it means. */
interface Value {
    readonly text: unknown;
    readonly meant: unknown;
}

/** Reads `Pulumi.yaml` in the program's folder or above it, and the stack's file; nothing if there is no project. */
export function readProject(program: string, stack: string): ProjectFiles | undefined {
    const file = findProject(dirname(program));
    if (file === undefined) {
        return undefined;
    }
    const { name, stackConfigDir = "." } = meaningOf(file) as { name?: string; stackConfigDir?: string };
    const project = String(name);
    const ofStack = firstOf(resolve(dirname(file), stackConfigDir), `Pulumi.${stack}`);
    const declared = settings(file, project, isDeclaration);
    const set = ofStack === undefined ? [] : settings(ofStack, project, () => false);
    const secrets = set.filter(([, { meant }]) => isSecret(meant)).map(([key]) => [key, ofStack!]);
    const clear = [...declared, ...set.filter(([, { meant }]) => !isSecret(meant))];
    return {
        project,
        config: Object.fromEntries(clear.map(([key, value]) => [key, textOf(value)])),
        secrets: Object.fromEntries(secrets),
    };
}

function findProject(folder: string): string | undefined {
    const above = dirname(folder);
    return firstOf(folder, "Pulumi") ?? (above === folder ? undefined : findProject(above));
}

function firstOf(folder: string, name: string): string | undefined {
    return [".yaml", ".yml", ".json"].map((end) => join(folder, `${name}${end}`)).find(existsSync);
}

/** The settings of a file that have a value, by full keys. */
function settings(
    file: string,
    project: string,
    isDeclaration: (meant: unknown) => boolean,
): [string, Value][] {
    const texts = configOf(parse(file, FAILSAFE_SCHEMA));
    return Object.entries(configOf(meaningOf(file))).flatMap(([key, meant]) => {
        const text = texts[key];
        const value = isDeclaration(meant)
            ? { text: declaredValue(text), meant: declaredValue(meant) }
            : { text, meant };
        const full = key.includes(":") ? key : `${project}:${key}`;
        return value.meant === undefined || value.meant === null ? [] : [[full, value]];
    });
}

const meaningOf = (file: string) => parse(file, CORE_SCHEMA);

function parse(file: string, schema: typeof CORE_SCHEMA): Texts {
    try {
        return (load(readFileSync(file, "utf8"), { schema }) ?? {}) as Texts;
    } catch (error) {
        throw new Error(`${file} can't be read: ${(error as Error).message}`);
    }
}

const configOf = (file: Texts) => (file.config ?? {}) as Texts;

/** A setting of Pulumi.yaml with its type, and not its value alone. */
function isDeclaration(meant: unknown): boolean {
    return (
        isObject(meant) && ["type", "description", "default", "value", "secret"].some((key) => key in meant)
    );
}

const declaredValue = (declaration: unknown) => {
    const { value, default: standard } = declaration as Texts;
    return value ?? standard;
};

/** Whether it is ciphertext, or has some in it. */
function isSecret(meant: unknown): boolean {
    return isObject(meant) && (typeof meant.secure === "string" || Object.values(meant).some(isSecret));
}

/** As Pulumi stores it: a number is the text that was written, an object is JSON. */
function textOf({ text, meant }: Value): string {
    return typeof text === "string" ? text : JSON.stringify(meant);
}

function isObject(value: unknown): value is Texts {
    return typeof value === "object" && value !== null;
}
