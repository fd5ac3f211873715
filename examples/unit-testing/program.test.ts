import assert from "node:assert/strict";
import { join } from "node:path";
import { MockedMount, mockProgram } from "pulumi-starrocks-s3tables/testing";

const run = (stack: string, mount?: MockedMount) =>
    mockProgram(join(__dirname, "index.ts"), {
        project: "starrocks-s3tables-unit-testing",
        stack,
        config: {
            "starrocks-s3tables-unit-testing:tableBucketName": "acme-lakehouse",
            "starrocks:host": "starrocks.internal",
            "starrocks:user": "pulumi",
        },
        mount,
    });

describe("The lakehouse", () => {
    it("is a catalog of its name in StarRocks", async () => {
        const { outputs } = await run("dev");
        assert.equal(outputs.catalog, "lakehouse");
    });

    it("is only read in production", async () => {
        const { resource } = await run("prod");
        const { grants } = resource("lakehouse-lake-formation-grants").inputs;
        assert.deepEqual(grants, {
            "namespace sales": "DESCRIBE",
            "tables of sales": "DESCRIBE, SELECT",
            "namespace web": "DESCRIBE",
            "tables of web": "DESCRIBE, SELECT",
        });
    });

    it("can't be destroyed by mistake in production", async () => {
        assert.equal((await run("prod")).resource("lakehouse-bucket").protect, true);
        assert.equal((await run("dev")).resource("lakehouse-bucket").protect, false);
    });

    it("gives analysts SELECT and no more", async () => {
        const [grant, ...others] = (await run("dev")).ofType("pulumi-nodejs:dynamic/starrocks:Grant");
        assert.equal(grant?.inputs.role, "analyst");
        assert.equal(grant?.inputs.access, "Read");
        assert.deepEqual(others, []);
    });

    it("is refused in an account that isn't ready for it", async () => {
        await assert.rejects(run("dev", MockedMount.Missing), /there is no mount of the table buckets/);
    });
});
