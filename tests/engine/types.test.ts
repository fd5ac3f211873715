import { join } from "node:path";
import { expect } from "chai";
import { type Consumer, openConsumer } from "./support/consumer";
import { toolDirectory } from "./support/packageManagers";
import { run } from "./support/processes";

/** Uses each kind of export; a type that isn't resolved would be `any`, and no mistake would be expected then. */
const PROGRAM = `
import * as pulumi from "@pulumi/pulumi";
import {
    AccessControl, AccessLevel, AccessMode, connectionFromProvider, IcebergEndpoint, type MySqlProviderSettings, S3TablesFederation,
    StarRocksCatalog, StarRocksGrant, StarRocksS3TablesIntegration, type StarRocksS3TablesIntegrationArgs,
} from "pulumi-starrocks-s3tables";
import { catalog } from "pulumi-starrocks-s3tables/provider";
import * as testing from "pulumi-starrocks-s3tables/testing";

const federation = new S3TablesFederation("federation");
const args: StarRocksS3TablesIntegrationArgs = {
    tableBucketName: "acme-lakehouse",
    namespaces: ["sales"],
    access: AccessLevel.Write,
    accessMode: AccessMode.LakeFormation,
    endpoint: IcebergEndpoint.Glue,
    mountArn: federation.mountArn,
    starrocks: { host: "starrocks.internal", user: "pulumi" },
    grants: [{ role: "analyst", access: AccessLevel.Read }],
    catalog: { accessControl: AccessControl.Ranger },
};
const lake = new StarRocksS3TablesIntegration("lakehouse", args);
new StarRocksCatalog("catalog", {
    catalogName: "other",
    accessControl: "native",
    properties: { "iceberg.catalog.type": "rest" },
});
new StarRocksGrant("grant", { catalogName: lake.catalogName, role: "analyst", access: AccessLevel.Read });
export const catalogName: pulumi.Output<string> = lake.catalogName;
export const used: object = { connectionFromProvider, catalog, testing };
export type Settings = MySqlProviderSettings;

// @ts-expect-error
args.access = "Everything";
// @ts-expect-error
lake.noSuchOutput;
// @ts-expect-error
catalog.noSuchMember;
// @ts-expect-error
testing.noSuchMember;
`;

const SETTINGS = ["node10", "node16", "nodenext", "bundler"];

describe("The types of the package", function () {
    this.timeout(200_000);

    let consumer: Consumer;
    let program: string;

    before(async () => {
        consumer = await openConsumer();
        program = await consumer.program("types", {
            files: { "index.ts": PROGRAM, "common.cts": PROGRAM, "module.mts": PROGRAM },
        });
    });

    after(() => consumer?.close());

    const compilers = {
        "TypeScript 5.9": () => join(consumer.directory, "node_modules", "typescript"),
        "TypeScript 6": () => toolDirectory("typescript6"),
    };
    for (const [release, compiler] of Object.entries(compilers)) {
        it(`are found and right in ${release} with every way to resolve modules, without skipLibCheck`, async () => {
            const problems = await run({
                program: process.execPath,
                arguments: [
                    ...["--require", "ts-node/register/transpile-only"],
                    ...[join(__dirname, "support", "typeCheck.ts"), await compiler(), program],
                ],
            });
            expect(JSON.parse(problems)).to.deep.equal(
                Object.fromEntries(SETTINGS.map((setting) => [setting, []])),
            );
        });
    }
});
