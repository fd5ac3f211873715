/**
 * Checks a user's programs as several settings of TypeScript resolve modules, in a process of its own because of the
 * memory that takes: `typeCheck.ts <TypeScript's folder> <programs' folder>`. Prints what is wrong, by setting.
 *
 * Of the declarations only this package's are checked: others' mistakes are not ours to find, and take a minute.
 */
import { join } from "node:path";
import type * as typescript from "typescript";

const [compiler, directory] = process.argv.slice(2) as [string, string];
const ts: typeof typescript = require(compiler);
const { ModuleKind, ModuleResolutionKind } = ts;

interface Setting {
    readonly file: string;
    readonly options: typescript.CompilerOptions;
}

const SETTINGS: Readonly<Record<string, Setting>> = {
    node10: {
        file: "index.ts",
        options: {
            module: ModuleKind.CommonJS,
            moduleResolution: ModuleResolutionKind.Node10,
            // TypeScript 6 takes the setting only with this; 5.9 knows no such version.
            ...(ts.version.startsWith("6.") && { ignoreDeprecations: "6.0" }),
        },
    },
    node16: {
        file: "common.cts",
        options: { module: ModuleKind.Node16, moduleResolution: ModuleResolutionKind.Node16 },
    },
    nodenext: {
        file: "module.mts",
        options: { module: ModuleKind.NodeNext, moduleResolution: ModuleResolutionKind.NodeNext },
    },
    bundler: {
        file: "index.ts",
        options: { module: ModuleKind.ESNext, moduleResolution: ModuleResolutionKind.Bundler },
    },
};

/** Declarations that were parsed for one setting serve the others. */
const parsed = new Map<string, typescript.SourceFile | undefined>();

function check({ file, options }: Setting): string[] {
    const all: typescript.CompilerOptions = {
        ...options,
        ...{
            target: ts.ScriptTarget.ES2022,
            strict: true,
            noEmit: true,
            skipLibCheck: false,
            types: ["node"],
        },
    };
    const host = ts.createCompilerHost(all);
    const { getSourceFile } = host;
    host.getSourceFile = (name, target, ...rest) => {
        const key = `${name} ${typeof target === "object" ? target.impliedNodeFormat : ""}`;
        if (!parsed.has(key)) {
            parsed.set(key, getSourceFile(name, target, ...rest));
        }
        return parsed.get(key);
    };
    const program = ts.createProgram([join(directory, file)], all, host);
    const ours = program
        .getSourceFiles()
        .filter(({ fileName }) =>
            /[/]programs[/]|[/]node_modules[/]pulumi-starrocks-s3tables[/]/.test(fileName),
        );
    return [
        ...program.getOptionsDiagnostics(),
        ...program.getGlobalDiagnostics(),
        ...ours.flatMap((source) => [
            ...program.getSyntacticDiagnostics(source),
            ...program.getSemanticDiagnostics(source),
        ]),
    ].map(textOf);
}

function textOf({ file, start, messageText }: typescript.Diagnostic): string {
    const line = file === undefined ? "" : `${file.getLineAndCharacterOfPosition(start ?? 0).line + 1}`;
    return `${file?.fileName ?? "options"}:${line} ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
}

const problems = Object.entries(SETTINGS).map(([name, setting]) => [name, check(setting)]);
console.log(JSON.stringify(Object.fromEntries(problems)));
