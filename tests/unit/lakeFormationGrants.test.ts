import { LakeFormationClient } from "@aws-sdk/client-lakeformation";
import { STSClient } from "@aws-sdk/client-sts";
import { expect } from "chai";
import { PartlyGiven } from "../../components/permissions/grantShares";
import type { LakeFormationGrantsInputs } from "../../components/permissions/lakeFormation/grantsInputs";
import {
    createGrants,
    deleteGrants,
    readGrants,
    updateGrants,
} from "../../components/permissions/lakeFormation/grantsLife";
import { isCaller, seesAllPermissions } from "../../components/permissions/lakeFormation/visibility";
import { type EmbeddedAws, startAws } from "../sandbox/aws";
import { createUser } from "../sandbox/aws/account/iamPrincipals";
import { createNamespace, createTableBucket } from "../sandbox/aws/account/s3tables";
import { mount } from "./sandbox/awsSupport";
import { printedWhile } from "./support/printed";

const CATALOG_ID = "123456789012:s3tablescatalog/lake";

describe("Lake Formation grants on a table bucket", () => {
    let aws: EmbeddedAws;
    let client: LakeFormationClient;
    let wanted: LakeFormationGrantsInputs;

    beforeEach(async () => {
        process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
        aws = await startAws();
        mount(aws.account);
        createTableBucket(aws.account, { name: "lake" });
        for (const namespace of ["sales", "web"]) {
            createNamespace(aws.account, { bucket: "lake", name: namespace, createdBy: aws.deployer.arn });
        }
        const user = createUser(aws.account, { name: "starrocks" });
        wanted = {
            region: "us-east-1",
            catalogId: CATALOG_ID,
            principal: user.arn,
            grants: {
                catalog: "CREATE_DATABASE",
                "namespace sales": "DESCRIBE",
                "tables of sales": "DESCRIBE, SELECT",
            },
        };
        client = new LakeFormationClient({
            region: "us-east-1",
            endpoint: aws.endpoints.lakeFormation,
            credentials: aws.deployer,
            maxAttempts: 1,
        });
    });

    afterEach(async () => {
        client.destroy();
        await aws.close();
    });

    const read = (state: LakeFormationGrantsInputs) => readGrants(client, state, async () => true);
    const held = () => aws.account.grants.filter(({ principal }) => principal === wanted.principal);

    it("are made on all three levels, and read back as they were made", async () => {
        await createGrants(client, wanted);
        expect(await read(wanted)).to.deep.equal(wanted);
    });

    it("read back as they were made also where SELECT is listed on columns, and everything as ALL", async () => {
        const everything = "ALTER, DELETE, DESCRIBE, DROP, INSERT, SELECT";
        const grants = { ...wanted.grants, "tables of web": everything };
        await createGrants(client, { ...wanted, grants });
        aws.faults.grantsReadBackOtherwise = true;
        expect((await read({ ...wanted, grants }))?.grants).to.deep.equal(grants);
    });

    it("are tried again while a new principal isn't known yet", async () => {
        aws.faults.principalNotYetKnown = 1;
        await createGrants(client, wanted);
        expect(await read(wanted)).to.deep.equal(wanted);
    });

    it("are no trouble where they are there already", async () => {
        await createGrants(client, wanted);
        await createGrants(client, wanted);
        expect(await read(wanted)).to.deep.equal(wanted);
    });

    it("read back without what somebody else has revoked", async () => {
        await createGrants(client, wanted);
        held().find(({ resource }) => resource.kind === "allTables")!.permissions = ["DESCRIBE"];
        expect((await read(wanted))?.grants).to.include({ "tables of sales": "DESCRIBE" });
    });

    it("read back as gone where nothing is left of them", async () => {
        expect(await read(wanted)).to.equal(undefined);
    });

    it("hold what they list where somebody has granted ALL", async () => {
        await createGrants(client, { ...wanted, grants: { "tables of sales": "ALL" } });
        const { grants } = (await read(wanted))!;
        expect(grants).to.include({ "tables of sales": "DESCRIBE, SELECT" });
    });

    it("change by what differs: the new is given before the old is taken", async () => {
        await createGrants(client, wanted);
        const changed = {
            ...wanted,
            grants: { "namespace web": "DESCRIBE", "tables of sales": "INSERT, SELECT" },
        };
        aws.requests.length = 0;
        await updateGrants(client, wanted, changed);
        expect(await read(changed)).to.deep.equal(changed);
        expect(held().flatMap(({ permissions }) => permissions)).to.have.members([
            "DESCRIBE",
            "INSERT",
            "SELECT",
        ]);
        expect(
            aws.requests.map(({ path }) => path).filter((path) => path.startsWith("/Batch")),
        ).to.deep.equal(["/BatchGrantPermissions", "/BatchRevokePermissions"]);
    });

    it("are taken back, and nothing else", async () => {
        await createGrants(client, { ...wanted, grants: { "namespace web": "DESCRIBE" } });
        await createGrants(client, wanted);
        await deleteGrants(client, wanted);
        expect(held().map(({ resource }) => resource)).to.deep.equal([
            { kind: "database", catalogId: CATALOG_ID, name: "web" },
        ]);
    });

    it("are taken back also where somebody had given them before, and what else that was stays", async () => {
        await createGrants(client, { ...wanted, grants: { "namespace sales": "ALTER, DESCRIBE" } });
        await createGrants(client, wanted);
        await deleteGrants(client, wanted);
        expect(held().map(({ permissions }) => permissions)).to.deep.equal([["ALTER"]]);
    });

    it("that a change gave are taken for its own, also if what was over could not be taken", async () => {
        const old = await createGrants(client, { ...wanted, grants: { catalog: "CREATE_DATABASE" } });
        const changed = { ...wanted, grants: { "namespace sales": "DESCRIBE" } };
        let mayRevoke = false;
        client.middlewareStack.add((next, { commandName }) => (parameters) => {
            if (!mayRevoke && commandName === "BatchRevokePermissionsCommand") {
                throw new Error("a mishap");
            }
            return next(parameters);
        });
        const failed = await updateGrants(client, old, changed).catch((error) => error);
        expect(failed).to.be.instanceOf(PartlyGiven);
        mayRevoke = true;
        await deleteGrants(client, await updateGrants(client, failed.state, changed));
        expect(held()).to.deep.equal([]);
    });

    it("are no trouble to take back where they are gone", async () => {
        await deleteGrants(client, wanted);
    });

    it("are tried again while another change is under way", async () => {
        aws.faults.concurrentModification = 1;
        await createGrants(client, wanted);
        expect(await read(wanted)).to.deep.equal(wanted);
    });

    it("of many namespaces take one call for each twenty", async () => {
        const names = Array.from({ length: 30 }, (_, index) => `ns_${index}`);
        for (const name of names) {
            createNamespace(aws.account, { bucket: "lake", name, createdBy: aws.deployer.arn });
        }
        aws.requests.length = 0;
        await createGrants(client, {
            ...wanted,
            // Else it would be looked at first what it holds.
            principalIsOwn: true,
            grants: Object.fromEntries(names.map((name) => [`namespace ${name}`, "DESCRIBE"])),
        });
        expect(aws.requests).to.have.length(2);
    });

    it("say who may make them when they are refused", async () => {
        aws.account.dataLakeSettings.admins = [];
        const failure = await createGrants(client, { ...wanted, propagationTimeoutSeconds: 0 }).catch(
            (error: Error) => error.message,
        );
        expect(failure).to.match(
            /refused to grant permissions on .*lake to .*starrocks.*data lake administrator/s,
        );
    });

    it("are tried again while mount, registration and role are new, and whoever may not grant is told who may", async () => {
        aws.faults.federationNotYetReady = 3;
        const lines = await printedWhile(() => createGrants(client, wanted));
        expect(await read(wanted)).to.deep.equal(wanted);
        expect(lines).to.match(
            /Lake Formation to allow it \(.*AccessDeniedException.*data lake administrator/s,
        );
    });

    it("aren't waited for where IAM refuses the call itself", async () => {
        aws.account.attachments.length = 0;
        const lines = await printedWhile(async () => {
            const failure = await createGrants(client, { ...wanted, principalIsOwn: true }).catch(
                (error: Error) => error.message,
            );
            expect(failure).to.contain("is not authorized to perform: lakeformation:BatchGrantPermissions");
        });
        expect(lines).to.equal("");
    });

    it("are taken back as far as they are held, since a revocation is all or nothing", async () => {
        await createGrants(client, wanted);
        held().find(({ resource }) => resource.kind === "allTables")!.permissions = ["SELECT"];
        await deleteGrants(client, wanted);
        expect(held()).to.deep.equal([]);
    });

    it("may be on a namespace with the longest name", async () => {
        const name = "n".repeat(255);
        createNamespace(aws.account, { bucket: "lake", name, createdBy: aws.deployer.arn });
        const long = { ...wanted, grants: { [`tables of ${name}`]: "SELECT" } };
        await createGrants(client, long);
        expect(await read(long)).to.deep.equal(long);
        await deleteGrants(client, long);
        expect(held()).to.deep.equal([]);
    });

    it("are not those that the principal has from elsewhere", async () => {
        await createGrants(client, { ...wanted, grants: { catalog: "SUPER_USER" } });
        expect(await read(wanted)).to.equal(undefined);
    });

    describe("of which the caller may not see all", () => {
        const unseen = () => readGrants(client, wanted, async () => false);

        it("are not taken for revoked, and that is said", async () => {
            await createGrants(client, wanted);
            aws.account.dataLakeSettings.admins = [];
            const lines = await printedWhile(async () => expect(await unseen()).to.equal(wanted));
            expect(lines).to.contain("missing grants don't count as revoked");
        });

        it("are simply there where they are seen", async () => {
            await createGrants(client, wanted);
            const lines = await printedWhile(async () => expect(await unseen()).to.deep.equal(wanted));
            expect(lines).to.equal("");
        });
    });

    describe("and who sees them all", () => {
        const sts = () =>
            new STSClient({
                region: "us-east-1",
                endpoint: aws.endpoints.sts,
                credentials: aws.deployer,
                maxAttempts: 1,
            });

        it("is a data lake administrator, and a read-only one", async () => {
            const settings = aws.account.dataLakeSettings;
            expect(await seesAllPermissions(client, sts())).to.equal(true);
            [settings.admins, settings.readOnlyAdmins] = [[], [aws.deployer.arn]];
            expect(await seesAllPermissions(client, sts())).to.equal(true);
            settings.readOnlyAdmins = [];
            expect(await seesAllPermissions(client, sts())).to.equal(false);
        });

        it("is nobody where that can't be found out", async () => {
            aws.account.attachments.length = 0;
            expect(await seesAllPermissions(client, sts())).to.equal(false);
        });

        it("may act in a session of a role that has a path", () => {
            const session = "arn:aws:sts::123456789012:assumed-role/deployer/ci";
            expect(isCaller("arn:aws:iam::123456789012:role/team/deployer", session)).to.equal(true);
            expect(isCaller("arn:aws:iam::999999999999:role/deployer", session)).to.equal(false);
            expect(isCaller("arn:aws:iam::123456789012:role/deploy", session)).to.equal(false);
            expect(isCaller("arn:aws:iam::123456789012:user/deployer", session)).to.equal(false);
        });
    });
});
