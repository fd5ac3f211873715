import { expect } from "chai";
import { AccessMode } from "../../index";
import { type Sandbox, startSandbox } from "../sandbox";
import type { Account } from "../sandbox/aws";
import { createNamespace, createTableBucket } from "../sandbox/aws/account/s3tables";
import { openSqlClient, type SqlClient } from "../sandbox/sqlClient";
import { iamAllowed, mount, register } from "../unit/sandbox/awsSupport";
import { type Consumer, openConsumer } from "./support/consumer";
import { changesIn } from "./support/events";
import {
    type IntegrationArguments,
    type IntegrationsStack,
    openIntegration,
    openIntegrations,
} from "./support/integrationProgram";
import { sharedSettings } from "./support/sharedSettings";

describe("An account that somebody else has set up", function () {
    this.timeout(300_000);

    let sandbox: Sandbox;
    let consumer: Consumer;
    let sql: SqlClient;
    let first: IntegrationsStack;
    let second: IntegrationsStack;
    let found: string;

    const integrationOf = (team: string) => ({ tableBucketName: `acme-${team}`, namespaces: ["main"] });
    const open = (name: string, teams: readonly string[], federation?: object) =>
        openIntegrations(sandbox, consumer, {
            name,
            federation,
            integrations: Object.fromEntries(teams.map((team) => [team, integrationOf(team)])),
            restEndpoint: `${sandbox.aws.endpoints.glue}/iceberg`,
        });
    const works = async (...teams: string[]) => {
        for (const team of teams) {
            expect(await sql.column(`SHOW DATABASES FROM ${team}`)).to.include("main");
        }
    };

    before(async () => {
        sandbox = await startSandbox();
        consumer = await openConsumer();
        sql = await openSqlClient(sandbox.frontend);
        mount(sandbox.aws.account, {
            description: "made in the console",
            tags: { owner: "platform" },
            parameters: { purpose: "all teams" },
        });
        register(sandbox.aws.account);
        sandbox.aws.account.dataLakeSettings.readOnlyAdmins = ["arn:aws:iam::123456789012:user/auditor"];
        found = sharedSettings(sandbox);
        first = await open("sales", ["sales", "marketing"]);
        second = await open("web", ["web"], {});
    });

    after(async () => {
        await sql?.close();
        await first?.close();
        await second?.close();
        await consumer?.close();
        await sandbox?.close();
    });

    it("is used as it is by two integrations without a federation of their own", async () => {
        await first.up();
        await works("sales", "marketing");
        expect(sharedSettings(sandbox)).to.equal(found);
    });

    it("is shared by an integration of another stack, whose federation adopts the mount", async () => {
        const changes = changesIn(await second.up());
        expect(changes).to.include("create federation-mount");
        await works("sales", "marketing", "web");
        expect(sharedSettings(sandbox)).to.equal(found);
    });

    it("is left as it was found by changes of both, and by a refresh", async () => {
        await first.editAll({
            sales: { ...integrationOf("sales"), access: "Manage", tags: { team: "sales" } },
        });
        await first.up();
        await second.editFederation({ tags: { team: "web" } });
        await second.refresh();
        await second.up();
        await works("sales", "web");
        expect(sharedSettings(sandbox)).to.equal(found);
    });

    it("is left as it was found when one of them is destroyed, and the other goes on working", async () => {
        await second.destroy();
        expect(sharedSettings(sandbox)).to.equal(found);
        await works("sales");
    });

    it("keeps a table bucket and namespaces that were there before the integration", async () => {
        const { account, deployer } = sandbox.aws;
        const { arn } = createTableBucket(account, { name: "theirs" });
        createNamespace(account, { bucket: "theirs", name: "main", createdBy: deployer.arn });
        const third = await openIntegration(sandbox, consumer, {
            name: "theirs",
            federation: false,
            integration: {
                tableBucketArn: arn,
                namespaces: ["main"],
                createNamespaces: false,
                catalog: { name: "theirs" },
            },
        });
        try {
            await third.up();
            expect(await sql.column("SHOW DATABASES FROM theirs")).to.include("main");
            await third.destroy();
        } finally {
            await third.close();
        }
        expect(account.namespaces.has("theirs/main")).to.equal(true);
    });

    it("is left as it was found when the last of them is destroyed", async () => {
        await first.destroy();
        expect(sharedSettings(sandbox)).to.equal(found);
    });
});

const WITHOUT_FULL_TABLE_ACCESS = {
    createDatabaseDefaultPermissions: iamAllowed,
    createTableDefaultPermissions: iamAllowed,
    allowFullTableExternalDataAccess: false,
};
const ARN = "arn:aws:s3tables:us-east-1:123456789012:bucket/theirs";

interface Misfit {
    readonly name: string;
    /** What somebody has set up. */
    readonly prepare?: (account: Account) => void;
    readonly integration?: IntegrationArguments;
    /** Mode of the program's own federation, if it has one. */
    readonly federation?: AccessMode;
    readonly reasons: readonly RegExp[];
}

const MISFITS: readonly Misfit[] = [
    {
        name: "no mount",
        reasons: [/isn't ready for Lake Formation mode/, /there is no mount.*S3TablesFederation/],
    },
    {
        name: "a mount in IAM mode without the switch, and no registration",
        prepare: (account) => mount(account, WITHOUT_FULL_TABLE_ACCESS),
        reasons: [
            /s3tablescatalog: the mount is in IAM mode/,
            /s3tablescatalog: external engines have no full table access/,
            /data location: the table buckets are not registered with Lake Formation/,
        ],
    },
    {
        name: "a registration without privileged access",
        prepare(account) {
            mount(account);
            register(account, { withPrivilegedAccess: false });
        },
        reasons: [/data location: the table buckets are registered without privileged access/],
    },
    {
        name: "a mount in Lake Formation mode for an integration in IAM mode",
        prepare: (account) => mount(account),
        integration: { accessMode: AccessMode.Iam },
        reasons: [/isn't ready for IAM mode/, /the mount is in Lake Formation mode/],
    },
    {
        name: "a mount in IAM mode for a federation in Lake Formation mode",
        prepare: (account) => mount(account, WITHOUT_FULL_TABLE_ACCESS),
        federation: AccessMode.LakeFormation,
        reasons: [/the mount is in IAM mode.*this package never does it/s],
    },
    {
        name: "a mount in Lake Formation mode for a federation in IAM mode",
        prepare: (account) => mount(account),
        federation: AccessMode.Iam,
        reasons: [/the mount is in Lake Formation mode.*this package never does it/s],
    },
    {
        name: "a federation of an unknown mode",
        federation: "iam" as AccessMode,
        reasons: [/accessMode: "iam" must be one of LakeFormation, Iam/],
    },
    {
        name: "a table bucket of another Region",
        integration: { tableBucketName: undefined, tableBucketArn: ARN.replace("us-east-1", "eu-west-1") },
        reasons: [/tableBucketArn: ".*" is not in Region us-east-1 of account 123456789012/],
    },
    {
        name: "an ARN of something else",
        integration: { tableBucketName: undefined, tableBucketArn: "arn:aws:s3:::theirs" },
        reasons: [/tableBucketArn: "arn:aws:s3:::theirs" is not the ARN of a table bucket/],
    },
    {
        name: "an existing user that isn't there",
        prepare(account) {
            mount(account);
            register(account);
        },
        integration: { identity: { userName: "nobody", accessKeyId: "AKIA", secretAccessKey: "hunter2" } },
        reasons: [/^ *\* identity\.userName: "nobody" is not in this account/m],
    },
];

describe("An account that doesn't fit", function () {
    this.timeout(120_000);

    let sandbox: Sandbox;
    let consumer: Consumer;
    let stack: IntegrationsStack;

    before(async () => {
        sandbox = await startSandbox();
        consumer = await openConsumer();
        stack = await openIntegrations(sandbox, consumer, {
            name: "unfit",
            integrations: {},
            restEndpoint: `${sandbox.aws.endpoints.glue}/iceberg`,
        });
    });

    after(async () => {
        await stack?.close();
        await consumer?.close();
        await sandbox?.close();
    });

    afterEach(() => {
        const { account } = sandbox.aws;
        account.mount = undefined;
        account.registrations.clear();
        account.roles.clear();
    });

    const edit = async ({ integration, federation }: Misfit) => {
        const usual = { tableBucketName: "acme-unfit", namespaces: ["main"] };
        await stack.editAll({ lake: { ...usual, ...integration } });
        await stack.editFederation(federation && { accessMode: federation });
    };

    for (const misfit of MISFITS) {
        it(`is refused by preview: ${misfit.name}`, async () => {
            misfit.prepare?.(sandbox.aws.account);
            await edit(misfit);
            const message = await stack.preview().then(
                () => "nothing was refused",
                (error: Error) => error.message,
            );
            for (const reason of misfit.reasons) {
                expect(message).to.match(reason);
            }
        });
    }

    it("gets nothing, even from an up without a preview", async () => {
        await edit(MISFITS[0]!);
        const failure = await stack.up().catch((error: Error) => error.message);
        expect(failure).to.match(/isn't ready for Lake Formation mode.*there is no mount/s);
        const { tableBuckets, policies, users, grants } = sandbox.aws.account;
        expect([...tableBuckets.keys()]).to.deep.equal([]);
        expect([...policies.values()].filter(({ awsManaged }) => !awsManaged)).to.deep.equal([]);
        expect([...users.keys()].filter((name) => name.startsWith("lake"))).to.deep.equal([]);
        expect(grants).to.deep.equal([]);
    });
});
