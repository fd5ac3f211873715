import * as nodeModule from "node:module";
import { dirname, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { forget } from "./commonJs";
import { asOfRun, load, resolveSync } from "./esModuleHooks";

/** Of Node.js 22.15 and later; before, hooks run in a thread of their own. */
interface InThread {
    readonly registerHooks?: (hooks: { resolve: typeof resolveSync; load: typeof load }) => void;
}

let registered = false;
let runs = 0;

/** Imports a file and the modules of its own that it imports, whether or not they were loaded before. */
export async function importAnew(file: string): Promise<object> {
    register();
    const folder = dirname(file) + sep;
    for (const loaded of Object.keys(require.cache).filter((each) => each.startsWith(folder))) {
        forget(loaded);
    }
    return import(asOfRun(pathToFileURL(file).href, String(++runs)));
}

function register(): void {
    if (registered) {
        return;
    }
    registered = true;
    const { registerHooks } = nodeModule as InThread;
    if (registerHooks === undefined) {
        nodeModule.register(pathToFileURL(require.resolve("./esModuleHooks")));
    } else {
        registerHooks({ resolve: resolveSync, load });
    }
}
