import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect } from "chai";

const CHECKOUT = join(__dirname, "../..");

/** A program and the providers, as far as a preview without a change takes them. */
const PREVIEW = `
    require("./index");
    const { catalog } = require("./components/provider");
    const state = { catalogName: "lake", connection: { host: "h", user: "u" }, properties: { type: "iceberg" } };
    (async () => {
        await catalog.check(state, state);
        await catalog.diff("lake", state, state);
        process.stdout.write(JSON.stringify(Object.keys(require.cache)));
    })();
`;

/** Each would cost a tenth of a second, more or less, before anything begins. */
const ONLY_WHEN_USED = [
    "mysql2/",
    "@aws-sdk/",
    "@smithy/",
    // The whole of it; what is needed of it are a few of its files.
    "@pulumi/aws/index.js",
];

describe("A preview without a change", function () {
    this.timeout(60_000);

    it("loads no driver, no SDK, and of @pulumi/aws only what is used", () => {
        const text = execFileSync(
            process.execPath,
            ["--require", "ts-node/register/transpile-only", "--eval", PREVIEW],
            { cwd: CHECKOUT, encoding: "utf8" },
        );
        const modules = (JSON.parse(text) as string[]).map((file) => file.split("node_modules/").at(-1)!);
        expect(
            modules.filter((each) => ONLY_WHEN_USED.some((start) => each.startsWith(start))),
        ).to.deep.equal([]);
        expect(modules).to.include("@pulumi/aws/s3tables/index.js");
    });
});
