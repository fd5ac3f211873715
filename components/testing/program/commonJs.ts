import { isOwn } from "./kind";
import { transpile } from "./transpile";

interface Compiling {
    _compile(source: string, file: string): void;
}

/** Requires a file and the modules of its own that it requires, whether or not they were loaded before. */
export function requireAnew(file: string): unknown {
    understandTypeScript();
    forget(file);
    return require(file);
}

/** Forgets a module, and what it has required but for installed packages. */
export function forget(file: string): void {
    const loaded = require.cache[file];
    if (loaded !== undefined && isOwn(file)) {
        delete require.cache[file];
        for (const child of loaded.children) {
            forget(child.filename);
        }
    }
}

/** Unless a loader such as ts-node does so already. Node.js' own takes no TypeScript that imports as CommonJS. */
function understandTypeScript(): void {
    for (const extension of [".ts", ".cts"]) {
        require.extensions[extension] ??= (module, file) =>
            (module as unknown as Compiling)._compile(transpile(file, "CommonJS"), file);
    }
}
