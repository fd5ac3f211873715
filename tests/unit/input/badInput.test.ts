import { rootCertificates } from "node:tls";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { mockProgram } from "../../../components/testing";
import { S3TablesFederation, StarRocksCatalog, StarRocksS3TablesIntegration } from "../../../index";
import { ACCOUNT_ID, ARGS, refusal } from "../support/integrationProgram";
import { columns, type Given, KEY_ARN, type Kind, run, shown } from "./oneResource";
import { REFUSED_LAKES } from "./refusedLakes";
import { REFUSED_STARROCKS } from "./refusedStarRocks";

const ACCEPTED: readonly (readonly [kind: Kind, given: Given])[] = [
    ["integration", { encryption: { kmsKeyArn: KEY_ARN } }],
    ["integration", { encryption: { kmsKeyArn: KEY_ARN.replace(ACCOUNT_ID, "999999999999") } }],
    [
        "integration",
        { encryption: { kmsKeyArn: KEY_ARN.replace(/key.*/, "key/mrk-1234abcd12ab34cd56ef1234567890ab") } },
    ],
    ["integration", { tableBucketName: pulumi.output("acme-lakehouse") }],
    [
        "integration",
        { grants: [{ user: "svc/etl" }, { user: "'etl'@'10.0.0.0/8'" }, { user: "'etl'@['host']" }] },
    ],
    ["integration", { access: "Manage", grants: [{ role: "a", namespaces: ["later"] }] }],
    ["grant", { role: "public" }],
    ["grant", { tables: ["sales.aws_costs"] }],
    ["connection", { user: "svc/etl" }],
    ["connection", { user: "ada@example.com" }],
    ["connection", { user: "'etl'@'10.0.0.0/8'" }],
    ["connection", { tls: { ca: rootCertificates.slice(0, 3).join("\n") } }],
    ["catalog", { properties: { type: "ICEBERG", "iceberg.catalog.type": "REST" } }],
    ["catalog", { properties: { type: "hive", "hive.metastore.uris": "thrift://metastore:9083" } }],
    ["table", columns("boolean", "decimal(10, 2)", "timestamptz", "fixed[16]", "uuid")],
];

/** What is in the configuration of the stack, all of it text. */
const CONFIGURATIONS: readonly (readonly [config: Record<string, string>, problem: RegExp | undefined])[] = [
    ...["True", "yes", "1", "on", "TRUE", ""].map(
        (tls) =>
            [
                { "starrocks:tls": tls },
                /connection\.tls has a problem: must be true or false, in the configuration starrocks:tls/,
            ] as const,
    ),
    [
        { "starrocks:tlsCa": rootCertificates[0]! },
        /connection\.tls has a problem: is missing, but the configuration has starrocks:tlsCa/,
    ],
    [
        { "starrocks:tls": "true", "starrocks:tlsCa": "ca.pem" },
        /connection\.tls\.ca has a problem: contains no PEM certificate/,
    ],
    [
        { "starrocks:cleartextPassword": "yes" },
        /connection\.cleartextPassword has a problem: must be true or false/,
    ],
    [
        { "starrocks:port": "9030x" },
        /connection\.port has a problem: must be a whole number from 1 to 65535, in the configuration/,
    ],
    [{ "starrocks:port": "0x2346" }, /connection\.port has a problem/],
    [{ "starrocks:tls": "false", "starrocks:tlsCa": rootCertificates[0]! }, undefined],
    [{ "starrocks:tls": "true", "starrocks:tlsCa": rootCertificates[0]! }, undefined],
    [{ "starrocks:port": "9031" }, undefined],
];
describe("Bad input", () => {
    describe("is refused at preview", () => {
        for (const [kind, given, problem] of [...REFUSED_LAKES, ...REFUSED_STARROCKS]) {
            it(`${kind} ${shown(given)}`, async () => {
                const message = await refusal(run(kind, given));
                expect(message).to.match(problem);
                expect(message).to.not.contain("hunter2");
            });
        }

        for (const name of ["", undefined, 5, null]) {
            it(`a component named ${JSON.stringify(name)}`, async () => {
                for (const create of [
                    () => new StarRocksS3TablesIntegration(name as never, ARGS),
                    () => new S3TablesFederation(name as never),
                    () => new StarRocksCatalog(name as never, { catalogName: "lake" }),
                ]) {
                    expect(await refusal(mockProgram(() => void create()))).to.match(
                        /^invalid arguments for .*\n {2}\* name: must be a non-empty string/,
                    );
                }
            });
        }

        for (const args of [undefined, null, 5, "args", [], pulumi.output({})]) {
            it(`${String(pulumi.Output.isInstance(args) ? "an output" : JSON.stringify(args))} in place of all arguments`, async () => {
                const program = () => void new StarRocksS3TablesIntegration("lake", args as never);
                expect(await refusal(mockProgram(program))).to.match(
                    /\* arguments: (is missing|must be an object|must be a plain value)/,
                );
            });
        }
    });

    describe("isn't", () => {
        for (const [kind, given] of ACCEPTED) {
            it(`${kind} ${shown(given)}`, async () => void (await run(kind, given)));
        }
    });

    describe("in the configuration is read strictly:", () => {
        for (const [config, problem] of CONFIGURATIONS) {
            it(`${shown(config)} is ${problem === undefined ? "accepted" : "refused"}`, async () => {
                const outcome = run("grant", {}, { config });
                if (problem === undefined) {
                    await outcome;
                } else {
                    expect(await refusal(outcome)).to.match(problem);
                }
            });
        }
    });

    it("makes a refusal of at most a hundred lines, and says how many more there are", async () => {
        const namespaces = Array.from({ length: 1000 }, (_, index) => `NS${index}`);
        const lines = (await refusal(run("integration", { namespaces }))).split("\n");
        expect(lines.length).to.be.at.most(102);
        expect(lines.at(-1)).to.match(/^ {2}and \d+ more$/);
    });
});
