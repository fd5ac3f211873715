/**
 * Customization hooks of Node.js' loader: a module that a program imports is loaded once in each run of the program.
 * The run is a part of the modules' addresses.
 */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { isOwn, isTypeScript } from "./kind";
import { transpile } from "./transpile";

const RUN = "mocked-run";

interface Context {
    readonly parentURL?: string;
}

interface Resolved {
    readonly url: string;
}

interface Loaded {
    readonly format: string;
    readonly source?: unknown;
    readonly shortCircuit?: boolean;
}

export function asOfRun(url: string, run: string): string {
    const address = new URL(url);
    address.searchParams.set(RUN, run);
    return address.href;
}

const runOf = (url: string | undefined) =>
    url?.startsWith("file:") ? (new URL(url).searchParams.get(RUN) ?? undefined) : undefined;

export function resolveSync(
    specifier: string,
    context: Context,
    next: (specifier: string, context: Context) => Resolved,
): Resolved {
    const { parentURL } = context;
    return inRunOf(parentURL, next(sourceOf(specifier, parentURL), context));
}

/** The same in a thread of hooks, where the next one is waited for. */
export async function resolve(
    specifier: string,
    context: Context,
    next: (specifier: string, context: Context) => Promise<Resolved>,
): Promise<Resolved> {
    const { parentURL } = context;
    return inRunOf(parentURL, await next(sourceOf(specifier, parentURL), context));
}

export function load<Result>(
    url: string,
    context: object,
    next: (url: string, context: object) => Result,
): Result | Loaded {
    const file = runOf(url) === undefined ? "" : fileURLToPath(url);
    return isTypeScript(file)
        ? { format: "module", source: transpile(file, "ESModule"), shortCircuit: true }
        : next(url, context);
}

function inRunOf(parent: string | undefined, resolved: Resolved): Resolved {
    const run = runOf(parent);
    return run !== undefined && resolved.url.startsWith("file:") && isOwn(fileURLToPath(resolved.url))
        ? { ...resolved, url: asOfRun(resolved.url, run) }
        : resolved;
}

/** TypeScript imports the script that a file would become. */
function sourceOf(specifier: string, parent: string | undefined): string {
    if (runOf(parent) === undefined || !/^\.{1,2}\//.test(specifier)) {
        return specifier;
    }
    const source = specifier.replace(/\.([cm]?)js$/, ".$1ts");
    const exists = (each: string) => existsSync(new URL(each, parent));
    return !exists(specifier) && exists(source) ? source : specifier;
}
