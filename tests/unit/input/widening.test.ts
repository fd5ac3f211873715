import { expect } from "chai";
import * as fc from "fast-check";
import { AccessLevel, AccessMode, IcebergEndpoint } from "../../../components/permissions/access";
import { MockedMount, type MockedProgram, mockProgram } from "../../../components/testing";
import {
    S3TablesFederation,
    StarRocksS3TablesIntegration,
    type StarRocksS3TablesIntegrationArgs,
} from "../../../index";
import { parsePolicy, type Statement } from "../../sandbox/aws/account/policyDocument";
import { statementsAllow } from "../../sandbox/aws/authorization/evaluate";
import { ACCOUNT_ID, ARGS, REGION } from "../support/integrationProgram";

const KEY_ID = "1234abcd-12ab-34cd-56ef-1234567890ab";
const KEY_ARN = `arn:aws:kms:${REGION}:${ACCOUNT_ID}:key/${KEY_ID}`;
const BUCKET_ARN = `arn:aws:s3tables:${REGION}:${ACCOUNT_ID}:bucket/acme-lakehouse`;

/** What somebody might put into an argument so that a policy allows more. */
const FRAGMENTS = [
    "*",
    "?",
    "$&",
    "$`",
    "$" + "{aws:username}",
    '"',
    "'",
    "\\",
    "\n",
    "\0",
    ",",
    ":",
    "/",
    '"},{"Sid":"Evil","Effect":"Allow","Action":["*"],"Resource":"*',
    '","*',
    "<partition>",
    "arn:aws:iam::123456789012:root",
    "hr",
    "other",
    "-",
    "",
];

/** A text with something hostile put into it, mostly at its seams, or in place of a part of it. */
function spoilt(good: string): fc.Arbitrary<string> {
    const seams = [0, good.length, ...[...good.matchAll(/[:/-]/g)].map(({ index }) => index + 1)];
    const place = fc.oneof(fc.nat(good.length), { weight: 3, arbitrary: fc.constantFrom(...seams) });
    return fc.tuple(place, place, fc.constantFrom(...FRAGMENTS)).map(([one, other, fragment]) => {
        const [from, to] = [Math.min(one, other), Math.max(one, other)];
        return good.slice(0, from) + fragment + good.slice(to);
    });
}

/** One argument is spoilt at a time, so that no other refusal hides it. */
const someArguments: fc.Arbitrary<Partial<StarRocksS3TablesIntegrationArgs>> = fc.oneof(
    spoilt("acme-lakehouse").map((tableBucketName) => ({ tableBucketName })),
    spoilt(BUCKET_ARN).map((tableBucketArn) => ({ tableBucketName: undefined, tableBucketArn })),
    spoilt("sales").map((namespace) => ({ namespaces: [namespace, "web"] })),
    { weight: 3, arbitrary: spoilt(KEY_ARN).map((kmsKeyArn) => ({ encryption: { kmsKeyArn } })) },
);
const someAccess = fc.record({
    access: fc.constantFrom(AccessLevel.Read, AccessLevel.Write),
    way: fc.constantFrom(
        {},
        { accessMode: AccessMode.Iam },
        { accessMode: AccessMode.Iam, endpoint: IcebergEndpoint.S3Tables },
    ),
});

/** Statements of all policies that a program makes for principals; a key's own policy says who may use that key. */
function statementsOf(program: MockedProgram): Statement[] {
    return ["aws:iam/policy:Policy", "aws:iam/rolePolicy:RolePolicy"].flatMap((type) =>
        program.ofType(type).flatMap(({ inputs }) => parsePolicy(String(inputs.policy)).Statement),
    );
}

const OTHER_PLACES: readonly [region: string, account: string, bucket: string][] = [
    [REGION, ACCOUNT_ID, "of-somebody-else"],
    [REGION, "999999999999", "acme-lakehouse"],
    ["us-east-1", ACCOUNT_ID, "acme-lakehouse"],
];

/** Requests outside of what was named. */
const OUTSIDE = [
    ...OTHER_PLACES.flatMap(([region, account, bucket]) => [
        {
            action: "s3tables:GetTableData",
            resource: `arn:aws:s3tables:${region}:${account}:bucket/${bucket}/table/1`,
        },
        {
            action: "s3tables:ListNamespaces",
            resource: `arn:aws:s3tables:${region}:${account}:bucket/${bucket}`,
        },
        {
            action: "glue:GetTable",
            resource: `arn:aws:glue:${region}:${account}:table/s3tablescatalog/${bucket}/sales/t`,
        },
        {
            action: "glue:GetDatabase",
            resource: `arn:aws:glue:${region}:${account}:database/s3tablescatalog/${bucket}/sales`,
        },
    ]),
    {
        action: "glue:GetTable",
        resource: `arn:aws:glue:${REGION}:${ACCOUNT_ID}:table/s3tablescatalog/acme-lakehouse/finance/t`,
    },
    { action: "glue:GetTable", resource: `arn:aws:glue:${REGION}:${ACCOUNT_ID}:table/default/t` },
    {
        action: "s3tables:GetTableData",
        resource: `${BUCKET_ARN}/table/1`,
        context: { "s3tables:namespace": "finance" },
    },
    { action: "s3tables:DeleteTableBucket", resource: BUCKET_ARN },
    {
        action: "kms:Decrypt",
        resource: `arn:aws:kms:${REGION}:${ACCOUNT_ID}:key/99999999-12ab-34cd-56ef-1234567890ab`,
    },
    { action: "kms:Decrypt", resource: `arn:aws:kms:us-east-1:999999999999:key/${KEY_ID}` },
    { action: "kms:ScheduleKeyDeletion", resource: KEY_ARN },
    { action: "iam:CreateUser", resource: `arn:aws:iam::${ACCOUNT_ID}:user/evil` },
    { action: "s3:GetObject", resource: "arn:aws:s3:::somebody/else" },
    { action: "sts:AssumeRole", resource: `arn:aws:iam::${ACCOUNT_ID}:role/admin` },
];

function widened(program: MockedProgram): string[] {
    const statements = statementsOf(program);
    return OUTSIDE.filter((request) => statementsAllow(statements, request)).map(
        ({ action, resource }) => `${action} on ${resource}`,
    );
}

describe("Generated arguments", function () {
    this.timeout(120_000);
    const counts = { refused: 0, accepted: 0 };

    async function neverWiden(run: () => Promise<MockedProgram>): Promise<void> {
        let program: MockedProgram;
        try {
            program = await run();
        } catch (error) {
            expect((error as Error).message).to.match(/invalid arguments/);
            counts.refused += 1;
            return;
        }
        counts.accepted += 1;
        expect(widened(program)).to.deep.equal([]);
    }

    after(() => {
        const { refused, accepted } = counts;
        console.log(
            `      generated arguments: ${refused + accepted} tried, ${refused} refused, ${accepted} accepted`,
        );
    });

    it("of an integration are refused, or allow nothing outside of bucket, namespaces and key", async () => {
        await fc.assert(
            fc.asyncProperty(someArguments, someAccess, (spoiltArgs, { access, way }) => {
                const args: StarRocksS3TablesIntegrationArgs = { ...ARGS, access, ...way, ...spoiltArgs };
                const mount = way.accessMode === undefined ? MockedMount.LakeFormation : MockedMount.Iam;
                return neverWiden(() =>
                    mockProgram(() => void new StarRocksS3TablesIntegration("lake", args), {
                        region: REGION,
                        mount,
                    }),
                );
            }),
            { numRuns: 500 },
        );
    });

    it("of a federation are refused, or allow no other key", async () => {
        await fc.assert(
            fc.asyncProperty(fc.array(spoilt(KEY_ARN), { maxLength: 2 }), (kmsKeyArns) =>
                neverWiden(async () => {
                    const program = await mockProgram(
                        () => void new S3TablesFederation("fed", { kmsKeyArns }),
                        {
                            region: REGION,
                            mount: MockedMount.Missing,
                        },
                    );
                    const { policy } = program.resource("fed-role-policy").inputs;
                    // Lake Formation's role is for all table buckets of the account and Region.
                    const keys = parsePolicy(String(policy)).Statement.filter(({ Sid }) => Sid !== "Tables");
                    expect(keys.map(({ Sid }) => Sid)).to.deep.equal(
                        kmsKeyArns.length === 0 ? ["Buckets"] : ["Buckets", "Encryption"],
                    );
                    expect(OUTSIDE.filter((request) => statementsAllow(keys, request))).to.deep.equal([]);
                    return { ...program, ofType: () => [] };
                }),
            ),
            { numRuns: 100 },
        );
    });

    it("of both kinds are among them", () => {
        expect(counts.refused).to.be.greaterThan(50);
        expect(counts.accepted).to.be.greaterThan(20);
    });
});
