import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { generatedDocuments } from "./documents";

for (const [name, text] of Object.entries(generatedDocuments())) {
    writeFileSync(join(__dirname, "..", "..", "docs", name), text);
    process.stdout.write(`docs/${name}\n`);
}
