import { LakeFormationClient } from "@aws-sdk/client-lakeformation";
import { expect } from "chai";
import type { LakeFormationGrantsInputs } from "../../components/lakeFormation/grantsInputs";
import {
    createGrants,
    deleteGrants,
    readGrants,
    updateGrants,
} from "../../components/lakeFormation/grantsLife";
import { type EmbeddedAws, startAws } from "../sandbox/aws";
import { createUser } from "../sandbox/aws/account/iamPrincipals";
import { createNamespace, createTableBucket } from "../sandbox/aws/account/s3tables";
import { mount } from "./sandbox/awsSupport";

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

    const held = () => aws.account.grants.filter(({ principal }) => principal === wanted.principal);

    it("are made on all three levels, and read back as they were made", async () => {
        await createGrants(client, wanted);
        expect(await readGrants(client, wanted)).to.deep.equal(wanted);
    });

    it("read back as they were made also where SELECT is listed on columns, and everything as ALL", async () => {
        const everything = "ALTER, DELETE, DESCRIBE, DROP, INSERT, SELECT";
        const grants = { ...wanted.grants, "tables of web": everything };
        await createGrants(client, { ...wanted, grants });
        aws.faults.grantsReadBackOtherwise = true;
        expect((await readGrants(client, { ...wanted, grants }))?.grants).to.deep.equal(grants);
    });

    it("are tried again while a new principal isn't known yet", async () => {
        aws.faults.principalNotYetKnown = 1;
        await createGrants(client, wanted);
        expect(await readGrants(client, wanted)).to.deep.equal(wanted);
    });

    it("are no trouble where they are there already", async () => {
        await createGrants(client, wanted);
        await createGrants(client, wanted);
        expect(await readGrants(client, wanted)).to.deep.equal(wanted);
    });

    it("read back without what somebody else has revoked", async () => {
        await createGrants(client, wanted);
        held().find(({ resource }) => resource.kind === "allTables")!.permissions = ["DESCRIBE"];
        expect((await readGrants(client, wanted))?.grants).to.include({ "tables of sales": "DESCRIBE" });
    });

    it("read back as gone where nothing is left of them", async () => {
        expect(await readGrants(client, wanted)).to.equal(undefined);
    });

    it("hold what they list where somebody has granted ALL", async () => {
        await createGrants(client, { ...wanted, grants: { "tables of sales": "ALL" } });
        const { grants } = (await readGrants(client, wanted))!;
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
        expect(await readGrants(client, changed)).to.deep.equal(changed);
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

    it("are no trouble to take back where they are gone", async () => {
        await deleteGrants(client, wanted);
    });

    it("are tried again while another change is under way", async () => {
        aws.faults.concurrentModification = 1;
        await createGrants(client, wanted);
        expect(await readGrants(client, wanted)).to.deep.equal(wanted);
    });

    it("of many namespaces take one call for each twenty", async () => {
        const names = Array.from({ length: 30 }, (_, index) => `ns_${index}`);
        for (const name of names) {
            createNamespace(aws.account, { bucket: "lake", name, createdBy: aws.deployer.arn });
        }
        aws.requests.length = 0;
        await createGrants(client, {
            ...wanted,
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
});
