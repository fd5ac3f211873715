import { rootCertificates } from "node:tls";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { type MockProgramOptions, mockProgram } from "../../../components/testing";
import {
    S3TablesFederation,
    StarRocksCatalog,
    StarRocksGrant,
    StarRocksS3TablesIntegration,
} from "../../../index";
import { ACCOUNT_ID, ARGS, REGION, refusal } from "../support/integrationProgram";

/** Arguments as a program without a compiler gives them. */
type Given = Readonly<Record<string, unknown>>;

const CONNECTION = { host: "starrocks.internal", user: "pulumi" };

const RESOURCES = {
    integration: (args: Given) => new StarRocksS3TablesIntegration("lake", { ...ARGS, ...args } as never),
    federation: (args: Given) => new S3TablesFederation("fed", args as never),
    catalog: (args: Given) =>
        new StarRocksCatalog("lake", {
            catalogName: "lake",
            connection: CONNECTION,
            ...(args.rest === undefined && { properties: { "iceberg.catalog.type": "rest" } }),
            ...args,
        } as never),
    grant: (args: Given) =>
        new StarRocksGrant("read", {
            catalogName: "lake",
            role: "analyst",
            access: "Read",
            connection: CONNECTION,
            ...args,
        } as never),
    connection: (connection: Given) => RESOURCES.grant({ connection: { ...CONNECTION, ...connection } }),
    table: (table: Given) =>
        RESOURCES.integration({
            tables: [
                { namespace: "sales", name: "orders", columns: [{ name: "id", type: "long" }], ...table },
            ],
        }),
} as const;

type Kind = keyof typeof RESOURCES;

function run(kind: Kind, given: Given, options: MockProgramOptions = {}) {
    return mockProgram(() => void RESOURCES[kind](given), { region: REGION, ...options });
}

const KEY_ARN = `arn:aws:kms:${REGION}:${ACCOUNT_ID}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const PASTED = 'arn:aws:kms:eu-west-1:1:key/1"},{"Sid":"Evil","Effect":"Allow","Action":["*"],"Resource":"*';
const columns = (...types: readonly string[]) => ({
    columns: types.map((type, index) => ({ name: `c${index}`, type })),
});

const REFUSED: readonly (readonly [kind: Kind, given: Given, problem: RegExp])[] = [
    [
        "integration",
        { encryption: { kmsKeyArn: "*" } },
        /encryption\.kmsKeyArn: "\*" must be the ARN of a KMS key/,
    ],
    [
        "integration",
        { encryption: { kmsKeyArn: "alias/lake" } },
        /encryption\.kmsKeyArn: "alias\/lake" is an alias; use the ARN/,
    ],
    [
        "integration",
        { encryption: { kmsKeyArn: `arn:aws:kms:${REGION}:${ACCOUNT_ID}:alias/lake` } },
        /is an alias/,
    ],
    [
        "integration",
        { encryption: { kmsKeyArn: PASTED } },
        /encryption\.kmsKeyArn: ".*" must be the ARN of a KMS key/,
    ],
    [
        "integration",
        { encryption: { kmsKeyArn: KEY_ARN.replace(REGION, "us-east-1") } },
        /encryption\.kmsKeyArn: ".*" must be a key in Region eu-west-1/,
    ],
    [
        "integration",
        { encryption: { kmsKeyArn: KEY_ARN.replace("aws", "aws-cn") } },
        /must be a key in Region eu-west-1 of partition aws,/,
    ],
    [
        "integration",
        { encryption: { kmsKeyArn: pulumi.output("*") } },
        /encryption\.kmsKeyArn: must be the ARN of a KMS key/,
    ],
    [
        "integration",
        { tableBucketName: undefined, tableBucketArn: `arn:aws:s3tables:${REGION}:${ACCOUNT_ID}:bucket/*` },
        /tableBucketArn: ".*" is not the ARN of a table bucket/,
    ],
    [
        "integration",
        {
            tableBucketName: undefined,
            tableBucketArn: pulumi.output(`arn:*:s3tables:${REGION}:${ACCOUNT_ID}:bucket/lake`),
        },
        /tableBucketArn: is not the ARN of a table bucket/,
    ],
    ["federation", { kmsKeyArns: "arn" }, /kmsKeyArns: must be a list, not the string "arn"/],
    ["federation", { kmsKeyArns: ["*"] }, /kmsKeyArns\[0\]: "\*" must be the ARN of a KMS key/],
    ["federation", { kmsKeyArns: [pulumi.output("*")] }, /kmsKeyArns\[0\]: must be the ARN of a KMS key/],
    [
        "federation",
        { retain: "false" },
        /retain: must be true or false, without quotes, not the string "false"/,
    ],
    [
        "grant",
        { access: undefined, privileges: { tables: "SELECT" } },
        /privileges\.tables: must be a list, not the string "SELECT"/,
    ],
    ["grant", { namespaces: "sales" }, /namespaces: must be a list, not the string "sales"/],
    ["grant", { catalogName: 5 }, /catalogName: must be a string, not the number 5/],
    ["catalog", { catalogName: 5 }, /catalogName: must be a string, not the number 5/],
    ["catalog", { catalogName: pulumi.output(5) }, /catalogName has a problem: must be a string$/],
    ...["root", "db_admin", "user_admin", "cluster_admin", "security_admin"].map(
        (role) => ["grant", { role }, new RegExp(`role: "${role}" is a built-in StarRocks role`)] as const,
    ),
    ["integration", { grants: [{ role: "root" }] }, /grants\[0\]\.role: "root" is a built-in StarRocks role/],
    [
        "integration",
        { grants: [{ role: "analyst" }, { role: "Analyst" }] },
        /grants\[1\]: differs from grants\[0\] only in letter case/,
    ],
    ["integration", { grants: [{ user: "etl" }, { user: "'etl'@'%'" }] }, /grants\[1\]: is a second grant/],
    [
        "integration",
        { grants: [{ role: "a", namespaces: ["hr"] }] },
        /grants\[0\]\.namespaces\[0\]: "hr" is not in namespaces/,
    ],
    ["grant", { access: "toString" }, /access: "toString" must be one of Read, Write, Manage/],
    ["grant", { access: "__proto__" }, /access: "__proto__" must be one of Read, Write, Manage/],
    [
        "integration",
        { grants: [{ role: "a", access: "__proto__" }] },
        /grants\[0\]\.access: "__proto__" must be one of/,
    ],
    ["grant", { role: undefined, user: "a\0b" }, /user: "a\\u\{0\}b" must not contain control characters/],
    ["connection", { user: "a\0b" }, /connection\.user: .* must not contain control characters/],
    ["connection", { password: "hunter2\0" }, /connection\.password: must not contain the character NUL/],
    ["connection", { hosts: [null] }, /connection\.hosts\[0\]: must be a string, not null/],
    [
        "connection",
        { hosts: "127.0.0.1" },
        /connection\.hosts: must be a list, not the string "127\.0\.0\.1"/,
    ],
    [
        "connection",
        { port: "9030" },
        /connection\.port: must be a whole number from 1 to 65535, without quotes, not the string/,
    ],
    [
        "connection",
        { startupTimeoutSeconds: 1e12 },
        /connection\.startupTimeoutSeconds: must be a number from 0 to 86400/,
    ],
    [
        "connection",
        { connectTimeoutSeconds: 1e12 },
        /connection\.connectTimeoutSeconds: must be a number from/,
    ],
    ["connection", { queryTimeoutSeconds: 1e12 }, /connection\.queryTimeoutSeconds: must be a number from/],
    [
        "integration",
        { propagationTimeoutSeconds: 1e12 },
        /propagationTimeoutSeconds: must be a number from 0 to 86400/,
    ],
    [
        "connection",
        { tls: { verifyCertificate: "false" } },
        /connection\.tls\.verifyCertificate: must be true or false/,
    ],
    [
        "connection",
        { tls: { verifyServerName: true, verifyCertificate: false } },
        /connection\.tls\.verifyServerName: can't be true if verifyCertificate is false/,
    ],
    ["connection", { tls: { ca: "/etc/ssl/ca.pem" } }, /connection\.tls\.ca: contains no PEM certificate/],
    [
        "connection",
        { tls: { ca: Buffer.from(rootCertificates[0]!).toString("base64") } },
        /connection\.tls\.ca: contains no PEM certificate/,
    ],
    [
        "connection",
        { tls: { ca: rootCertificates[0]!.replaceAll("\n", "\\n") } },
        /connection\.tls\.ca: contains a certificate that can't be read: it has the two characters "\\n"/,
    ],
    ["integration", { tableBucketName: 5 }, /tableBucketName: must be a string, not the number 5/],
    ["integration", { tableBucketName: null }, /tableBucketName: must be a string, not null/],
    ["integration", { tableBucketName: pulumi.output(5) }, /tableBucketName: must be a string/],
    ...["wholeBucketPolicy", "createNamespaces", "forceDestroy"].map(
        (flag) =>
            [
                "integration",
                { [flag]: "false" },
                new RegExp(`${flag}: must be true or false, without quotes`),
            ] as const,
    ),
    ["integration", { catalog: { adopt: "false" } }, /catalog\.adopt: must be true or false, without quotes/],
    [
        "integration",
        { grants: [{ role: "a", createRole: "false" }] },
        /grants\[0\]\.createRole: must be true or false/,
    ],
    ["catalog", { adopt: "false" }, /adopt: must be true or false, without quotes/],
    ["catalog", { adopt: pulumi.output("false") }, /adopt has a problem: must be true or false/],
    ["grant", { createRole: "false" }, /createRole: must be true or false, without quotes/],
    [
        "table",
        {
            columns: [
                { name: "id", type: "long" },
                { name: "id", type: "int" },
            ],
        },
        /tables\[0\]\.columns\[1\]\.name: "id" is listed twice/,
    ],
    [
        "table",
        columns("bigint"),
        /tables\[0\]\.columns\[0\]\.type: "bigint" is not an Iceberg type; Iceberg calls it long/,
    ],
    ["table", columns("VARCHAR(10)"), /"VARCHAR\(10\)" is not an Iceberg type; Iceberg calls it string/],
    ["table", columns("json"), /"json" is not an Iceberg type; the types are boolean, int/],
    ["table", columns("decimal(40,2)"), /"decimal\(40,2\)" must have a precision from 1 to 38/],
    [
        "table",
        { maintenance: { targetFileSizeMb: 63 } },
        /maintenance\.targetFileSizeMb: must be a whole number from 64 to 512/,
    ],
    [
        "table",
        { maintenance: { maxSnapshotAgeHours: 0 } },
        /maintenance\.maxSnapshotAgeHours: must be a whole number from 1/,
    ],
    [
        "table",
        { maintenance: { minSnapshotsToKeep: 1.5 } },
        /maintenance\.minSnapshotsToKeep: must be a whole number/,
    ],
    [
        "integration",
        { unreferencedFileRemoval: { unreferencedDays: 0 } },
        /unreferencedFileRemoval\.unreferencedDays: must be a whole number from 1/,
    ],
    [
        "integration",
        { restEndpoint: "https://user:hunter2@host/iceberg" },
        /restEndpoint: "https:…@host\/iceberg" must not contain a user and password/,
    ],
    [
        "integration",
        { restEndpoint: "https://host/iceberg#top" },
        /restEndpoint: .* must not have a fragment/,
    ],
    [
        "catalog",
        { rest: { uri: "https://host/ice\nberg" } },
        /rest\.uri: .* must not contain control characters/,
    ],
    ["catalog", { rest: { uri: 'https://host/ice"berg' } }, /rest\.uri: .* must not contain spaces, quotes/],
    [
        "catalog",
        { properties: { "iceberg.catalog.type": "rest", "iceberg.catalog.uri": "https://u:hunter2@host" } },
        /properties\["iceberg\.catalog\.uri"\]: must not contain a user and password/,
    ],
    [
        "catalog",
        { rest: { uri: "https://h/i", signingName: "glue", accessKeyId: "AKIA", secretAccessKey: "s" } },
        /rest\.signingRegion: is missing: signing with a key needs a Region/,
    ],
    [
        "catalog",
        { rest: { uri: "https://h/i", accessKeyId: "AKIA" } },
        /rest\.secretAccessKey: is missing or empty: set both parts/,
    ],
    ["catalog", { properties: undefined }, /rest: is missing: set rest, or properties/],
    [
        "catalog",
        { properties: { "iceberg.catalog.type": "rest", "pulumi.owner": "me" } },
        /properties\["pulumi\.owner"\]: can't be set/,
    ],
    [
        "integration",
        {
            identity: {
                userName: "arn:aws:iam::123456789012:user/bob",
                accessKeyId: "AKIA",
                secretAccessKey: "s",
            },
        },
        /identity\.userName: ".*" is an ARN; use the name/,
    ],
    ["integration", { acces: "Read" }, /acces: is not an argument here; did you mean access\?/],
    [
        "integration",
        { starrocks: { ...CONNECTION, pasword: "hunter2" } },
        /starrocks\.pasword: is not an argument here; did you mean password\?/,
    ],
    [
        "integration",
        { starrocks: { ...CONNECTION, tls: { verifyCertficate: false } } },
        /starrocks\.tls\.verifyCertficate: is not an argument here; did you mean verifyCertificate\?/,
    ],
    ["integration", { namespaces: undefined }, /namespaces: is missing/],
    // Outputs where plain values are wanted.
    [
        "integration",
        { namespaces: pulumi.output(["sales"]) },
        /namespaces: must be a plain value, known when the program runs/,
    ],
    ["integration", { namespaces: [pulumi.output("sales")] }, /namespaces\[0\]: must be a plain value/],
    [
        "integration",
        { grants: [{ role: pulumi.output("analyst") }] },
        /grants\[0\]\.role: must be a plain value/,
    ],
    ["integration", { access: pulumi.output("Read") }, /access: must be a plain value/],
    ["integration", { catalog: { name: pulumi.output("lake") } }, /catalog\.name: must be a plain value/],
    ["integration", { identity: pulumi.output({ roleName: "r" }) }, /identity: must be a plain value/],
    ["integration", { starrocks: pulumi.output(CONNECTION) }, /starrocks: must be a plain value/],
    ["table", { name: pulumi.output("orders") }, /tables\[0\]\.name: must be a plain value/],
    ["integration", { forceDestroy: pulumi.output(true) }, /forceDestroy: must be a plain value/],
    ["federation", { accessMode: Promise.resolve("Iam") }, /accessMode: must be a plain value/],
];

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

/** A value for the title of a test. */
function shown(given: Given): string {
    const text = JSON.stringify(given, (_, value) =>
        pulumi.Output.isInstance(value) || value instanceof Promise ? "an output" : (value ?? null),
    );
    return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}

describe("Bad input", () => {
    describe("is refused at preview", () => {
        for (const [kind, given, problem] of REFUSED) {
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
