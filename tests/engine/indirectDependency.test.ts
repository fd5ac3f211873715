import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { type Consumer, openConsumer } from "./support/consumer";
import { type EngineStack, type OperationError, openStack } from "./support/stack";

const PACKAGE = "pulumi-starrocks-s3tables";

const PROGRAM: Record<string, string> = {
    "Pulumi.yaml": "name: lake\nruntime: nodejs\n",
    "package.json": JSON.stringify({ name: "lake", private: true }),
    "index.js": 'require("acme-lake");',
    "node_modules/acme-lake/package.json": JSON.stringify({ name: "acme-lake" }),
    "node_modules/acme-lake/index.js": `
const { StarRocksS3TablesIntegration } = require("${PACKAGE}");
new StarRocksS3TablesIntegration("lake", {
    tableBucketName: "acme-lakehouse",
    namespaces: ["sales"],
    starrocks: { host: "starrocks.internal", user: "pulumi" },
});
`,
};

/** As a package manager with a strict `node_modules` does it: a package sees its own dependencies, and no other's. */
const LINKS = {
    "node_modules/@pulumi": "@pulumi",
    [`node_modules/acme-lake/node_modules/${PACKAGE}`]: PACKAGE,
};

describe("The package as a dependency of the program's dependency only", function () {
    this.timeout(60_000);

    let consumer: Consumer;
    let program: string;
    let stack: EngineStack;

    before(async () => {
        consumer = await openConsumer();
        program = await mkdtemp(join(tmpdir(), "strict-"));
        for (const [file, text] of Object.entries(PROGRAM)) {
            await mkdir(dirname(join(program, file)), { recursive: true });
            await writeFile(join(program, file), text);
        }
        for (const [link, name] of Object.entries(LINKS)) {
            await mkdir(dirname(join(program, link)), { recursive: true });
            await symlink(join(consumer.directory, "node_modules", name), join(program, link));
        }
        stack = await openStack({ program });
    });

    after(async () => {
        await stack?.close();
        await consumer?.close();
        if (program !== undefined) {
            await rm(program, { recursive: true });
        }
    });

    it("is refused once, before anything is asked for, with what to add to package.json", async () => {
        const refused = await stack.preview().then(
            () => expect.fail("the dynamic providers can't be found"),
            (error: OperationError) => error,
        );
        const errors = refused.diagnostics.filter((line) => line.startsWith("error:"));
        expect(errors).to.have.length(1);
        expect(errors[0]).to.match(/pulumi-starrocks-s3tables isn't installed for this program:\n/);
        expect(errors[0]).to.match(
            /dependencies in package\.json: lacks "pulumi-starrocks-s3tables": "\^0\./,
        );
        expect(errors[0]).to.contain(program);
    });
});
