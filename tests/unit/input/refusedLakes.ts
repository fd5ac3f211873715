import * as pulumi from "@pulumi/pulumi";
import { ACCOUNT_ID, REGION } from "../support/integrationProgram";
import { CONNECTION, columns, KEY_ARN, type Refused } from "./oneResource";

const PASTED = 'arn:aws:kms:eu-west-1:1:key/1"},{"Sid":"Evil","Effect":"Allow","Action":["*"],"Resource":"*';

/** Arguments of the components that can't work. */
export const REFUSED_LAKES: Refused = [
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
    [
        "integration",
        { grants: [{ role: "a", access: "__proto__" }] },
        /grants\[0\]\.access: "__proto__" must be one of/,
    ],
    [
        "integration",
        { propagationTimeoutSeconds: 1e12 },
        /propagationTimeoutSeconds: must be a number from 0 to 86400/,
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
