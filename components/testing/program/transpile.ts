import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import type * as typescript from "typescript";

/** What a TypeScript file is as a script, with the project's own TypeScript and tsconfig.json; types aren't checked. */
export function transpile(file: string, kind: "CommonJS" | "ESModule"): string {
    const ts = typescriptOf(file);
    const { ES2022, NodeNext, CommonJS } = ts.ModuleKind;
    const { outputText } = ts.transpileModule(readFileSync(file, "utf8"), {
        fileName: file,
        compilerOptions: {
            target: ts.ScriptTarget.ES2022,
            ...projectOptions(ts, dirname(file)),
            // A file by itself is CommonJS in NodeNext, which leaves import() as it is.
            module: kind === "ESModule" ? ES2022 : (NodeNext ?? CommonJS),
            moduleResolution: undefined,
            sourceMap: false,
            inlineSourceMap: true,
        },
    });
    return outputText;
}

function typescriptOf(file: string): typeof typescript {
    try {
        return createRequire(file)("typescript");
    } catch {
        throw new Error(
            `${file} is TypeScript, but typescript isn't installed there: run "npm install --save-dev typescript@5"`,
        );
    }
}

function projectOptions(ts: typeof typescript, folder: string): typescript.CompilerOptions {
    const file = ts.findConfigFile(folder, ts.sys.fileExists);
    if (file === undefined) {
        return {};
    }
    const { config } = ts.readConfigFile(file, ts.sys.readFile);
    // Only the options are wanted: which files the project has takes a walk over its folders.
    return ts.parseJsonConfigFileContent({ ...config, files: [], include: [] }, ts.sys, dirname(file))
        .options;
}
