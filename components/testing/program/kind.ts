import { existsSync, readFileSync } from "node:fs";
import { dirname, extname, join } from "node:path";

const TYPESCRIPT = /\.[cm]?ts$/;
/** A statement that only an ES module has. */
const MODULE_SYNTAX = /^\s*(?:export\s|import\s*["'{*\w])/m;

export const isTypeScript = (file: string): boolean => TYPESCRIPT.test(file);

/** Whether a file isn't that of an installed package. */
export const isOwn = (file: string): boolean => !/[\\/]node_modules[\\/]/.test(file);

/**
 * As Pulumi tells them apart: by the package's `type`. A script of a package that doesn't say its type is one where
 * its syntax is, as for Node.js; TypeScript then isn't.
 */
export function isEsModule(file: string): boolean {
    const extension = extname(file);
    if (extension.startsWith(".m") || extension.startsWith(".c")) {
        return extension.startsWith(".m");
    }
    const type = packageType(dirname(file));
    return type === undefined
        ? !isTypeScript(file) && MODULE_SYNTAX.test(readFileSync(file, "utf8"))
        : type === "module";
}

function packageType(folder: string): string | undefined {
    const manifest = join(folder, "package.json");
    if (existsSync(manifest)) {
        return (JSON.parse(readFileSync(manifest, "utf8")) as { type?: string }).type;
    }
    return dirname(folder) === folder ? undefined : packageType(dirname(folder));
}
