import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pluginSchema } from "../schema/pluginSchema";
import { apiReference } from "./apiReference";
import { DOCS, generatedDocuments } from "./documents";
import { prettyJson } from "./json";

function write(folder: string, documents: Readonly<Record<string, string>>): void {
    mkdirSync(folder, { recursive: true });
    for (const [name, text] of Object.entries(documents)) {
        writeFileSync(join(folder, name), text);
        process.stdout.write(`${join(folder, name)}\n`);
    }
}

async function main(): Promise<void> {
    write(DOCS, generatedDocuments());
    write(join(DOCS, ".."), { "schema.json": `${prettyJson(pluginSchema())}\n` });
    const pages = await apiReference();
    const folder = join(DOCS, "api");
    rmSync(folder, { recursive: true, force: true });
    write(folder, pages);
}

main().catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
});
