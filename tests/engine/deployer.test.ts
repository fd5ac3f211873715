import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { runnable, type Sandbox, startSandbox } from "../sandbox";
import { createPolicy } from "../sandbox/aws/account/iamPolicies";
import { createAccessKey, createUser } from "../sandbox/aws/account/iamPrincipals";
import { HOW_TO } from "../sandbox/howTo";
import { openSqlClient, type SqlClient } from "../sandbox/sqlClient";
import { type Consumer, openConsumer } from "./support/consumer";
import { openIntegrations } from "./support/integrationProgram";
import { runFrontendAs } from "./support/matrixIdentities";
import { type EngineStack, openStack } from "./support/stack";

const DOCS = join(__dirname, "..", "..", "docs");
const POLICIES = ["deployer-policy", "deployer-policy-federation"];
const TABLE_BUCKET = "acme-lakehouse";
/** An existing user and an existing role, whose names the reader puts into the policies. */
const USER = "etl";
const ROLE = "starrocks-nodes";

interface Statement {
    readonly Action: readonly string[];
}

/** Leaves the deployer with the documented policies and no other, without an action if one is named. */
function restrictDeployer({ aws: { account } }: Sandbox, name: string, missing?: string): void {
    const values: Readonly<Record<string, string>> = {
        account: account.id,
        region: account.region,
        bucket: TABLE_BUCKET,
        name,
        user: USER,
        role: ROLE,
        key: "*",
    };
    const attached = POLICIES.map((policy) => {
        const text = readFileSync(join(DOCS, `${policy}.json`), "utf8");
        const document = JSON.parse(text.replace(/<(\w+)>/g, (_, placeholder) => values[placeholder]!));
        const Statement = (document.Statement as Statement[])
            .map((each) => ({ ...each, Action: each.Action.filter((action) => action !== missing) }))
            .filter(({ Action }) => Action.length > 0);
        account.policies.delete(`arn:aws:iam::${account.id}:policy/${policy}`);
        return createPolicy(account, { name: policy, document: JSON.stringify({ ...document, Statement }) });
    });
    const others = account.attachments.filter(({ principal }) => principal.name !== "deployer");
    const principal = { kind: "user", name: "deployer" } as const;
    const own = attached.map(({ arn }) => ({ policyArn: arn, principal }));
    account.attachments.splice(0, account.attachments.length, ...others, ...own);
}

/** The message of an operation that is to fail. */
async function failure(operation: Promise<unknown>): Promise<string> {
    try {
        await operation;
    } catch (error) {
        return (error as Error).message;
    }
    return "nothing failed";
}

describe("A deployer with exactly the documented policies", function () {
    this.timeout(300_000);

    let consumer: Consumer;
    let sandbox: Sandbox;
    let sql: SqlClient;

    before(async () => {
        consumer = await openConsumer();
    });

    beforeEach(async () => {
        sandbox = await startSandbox();
        sql = await openSqlClient(sandbox.frontend);
    });

    afterEach(async () => {
        await sql?.close();
        await sandbox?.close();
    });

    after(() => consumer?.close());

    async function openQuickstart(): Promise<EngineStack> {
        const { frontend, usersEnvironment } = sandbox;
        return openStack({
            program: await consumer.program("deployer-quickstart", { example: "quickstart" }),
            environment: usersEnvironment,
            config: {
                "starrocks:host": frontend.host,
                "starrocks:port": String(frontend.port),
                "starrocks:user": frontend.user,
                tableBucketName: TABLE_BUCKET,
                forceDestroy: "true",
            },
            secrets: { "starrocks:password": frontend.password },
        });
    }

    it("takes the quickstart through up, the how-to's SQL, refresh, up, destroy and another up", async () => {
        restrictDeployer(sandbox, "lakehouse");
        const stack = await openQuickstart();
        try {
            const { outputs } = await stack.up();
            await sql.run(`SET CATALOG ${outputs.catalog?.value}`);
            const howTo = HOW_TO.map(({ statement }) => statement);
            for (const statement of runnable(sandbox.frontend, howTo)) {
                await sql.run(statement);
            }
            await stack.refresh();
            expect((await stack.up()).steps.filter(({ op }) => op !== "same")).to.deep.equal([]);
            await stack.destroy();
            expect([...sandbox.aws.account.tableBuckets.keys()]).to.deep.equal([]);
            // The mount and the role that stayed are adopted.
            await stack.up();
        } finally {
            await stack.close();
        }
    });

    it("makes, changes and deletes everything that either component can make", async () => {
        const { account } = sandbox.aws;
        createUser(account, { name: USER });
        const key = createAccessKey(account, USER);
        restrictDeployer(sandbox, "lake");
        const integration = {
            tableBucketName: TABLE_BUCKET,
            namespaces: ["sales"],
            tables: [
                {
                    namespace: "sales",
                    name: "orders",
                    columns: [{ name: "id", type: "long" }],
                    maintenance: {},
                },
            ],
            encryption: {},
            unreferencedFileRemoval: {},
            forceDestroy: true,
            tags: { team: "data" },
        };
        const changed = {
            ...integration,
            namespaces: ["sales", "web"],
            access: "Write",
            tags: { stage: "test" },
        };
        const existing = { userName: USER, accessKeyId: key.id, secretAccessKey: key.secret };
        const stack = await openIntegrations(sandbox, consumer, {
            name: "deployer",
            federation: { tags: { team: "data" } },
            integrations: { lake: integration },
            restEndpoint: `${sandbox.aws.endpoints.glue}/iceberg`,
        });
        try {
            await stack.up();
            await stack.editAll({ lake: { ...changed, identity: { accessKeyRotation: "2026" } } });
            await stack.editFederation({
                retain: false,
                tags: { stage: "test" },
                kmsKeyArns: ["arn:aws:kms:us-east-1:123456789012:key/1"],
            });
            await stack.up();
            await stack.editAll({ lake: { ...changed, identity: existing } });
            await stack.up();
            if (!sandbox.frontend.isReal) {
                runFrontendAs(ROLE, sandbox);
                await stack.editAll({ lake: { ...changed, identity: { roleName: ROLE } } });
                await stack.up();
            }
            await stack.refresh();
            await stack.destroy();
            expect([...account.tableBuckets.keys()]).to.deep.equal([]);
            expect(account.mount).to.equal(undefined);
            expect([...account.registrations.keys()]).to.deep.equal([]);
            expect([...account.roles.keys()].filter((name) => name !== ROLE)).to.deep.equal([]);
            expect([...account.users.keys()]).to.have.members(["deployer", USER]);
        } finally {
            await stack.close();
        }
    });

    for (const missing of ["iam:PassRole", "lakeformation:BatchGrantPermissions"]) {
        it(`is told by up that ${missing} is missing, where it is`, async () => {
            restrictDeployer(sandbox, "lakehouse", missing);
            const stack = await openQuickstart();
            try {
                expect(await failure(stack.up())).to.contain(`is not authorized to perform: ${missing} on`);
            } finally {
                await stack.close();
            }
        });
    }
});
