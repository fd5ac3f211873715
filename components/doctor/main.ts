#!/usr/bin/env node
import { parseArguments } from "./arguments";
import { examine } from "./examine";
import { askPassword } from "./password";
import { asJson, asText } from "./render";
import { EXIT_CODES } from "./report";
import { USAGE } from "./usage";

/** The command `pulumi-starrocks-s3tables`: says what it finds on the standard output, and how it went by its exit code. */
async function main(words: readonly string[]): Promise<number> {
    const parsed = parseArguments(words, process.env);
    switch (parsed.kind) {
        case "help":
            process.stdout.write(USAGE);
            return 0;
        case "unusable":
            process.stderr.write(
                `${parsed.problems.join("\n")}\nSee pulumi-starrocks-s3tables doctor --help.\n`,
            );
            return EXIT_CODES.unusable;
        case "request": {
            const { request } = parsed;
            const connection = request.connection && {
                ...request.connection,
                ...(request.needsPassword && { password: await askPassword(request.connection.user) }),
            };
            const report = await examine({ ...request, connection });
            process.stdout.write(request.json ? asJson(report) : asText(report));
            return EXIT_CODES[report.verdict];
        }
    }
}

// The SDK's remarks on releases of Node.js are nothing that somebody who looks for a fault wants to read.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

main(process.argv.slice(2)).then(
    (code) => {
        process.exitCode = code;
    },
    (error: unknown) => {
        process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
        process.exitCode = EXIT_CODES["not seen"];
    },
);
