/** What Jest gives to every module that it loads. */
interface Jest {
    isolateModulesAsync(load: () => Promise<void>): Promise<void>;
}

declare const jest: Jest | undefined;

/** Module that has Jest's globals in projects with `injectGlobals: false`; Jest itself provides it. */
const GLOBALS = "@jest/globals";

export function runsInJest(): boolean {
    return typeof jest !== "undefined" || (process.env.JEST_WORKER_ID !== undefined && !process.env.VITEST);
}

/** Jest forgets no single module, and loads each one anew in here. */
export async function isolated<Loaded>(load: () => Promise<Loaded>): Promise<Loaded> {
    const { isolateModulesAsync } = typeof jest !== "undefined" ? jest : (require(GLOBALS).jest as Jest);
    let loaded: Loaded | undefined;
    await isolateModulesAsync(async () => {
        loaded = await load();
    });
    return loaded as Loaded;
}

/** The process that the runtime tells of rejections: in Jest, modules see a copy. */
export function realProcess(): NodeJS.Process {
    return runsInJest() ? RealFunction("return process")() : process;
}

/** Modules of Node.js itself are the same inside of Jest's context and outside. */
const RealFunction = require("node:events").constructor as FunctionConstructor;
