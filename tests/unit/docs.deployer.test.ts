import { LakeFormationClient } from "@aws-sdk/client-lakeformation";
import { expect } from "chai";
import { servicesOf } from "../../components/awsAccess/clients";
import type { SharedInputs, SharedState } from "../../components/federation/accountSetup/inputs";
import {
    changeShared,
    makeOrAdopt,
    readShared,
    removeShared,
} from "../../components/federation/accountSetup/life";
import { AccessMode } from "../../components/permissions/access";
import {
    createGrants,
    deleteGrants,
    readGrants,
} from "../../components/permissions/lakeFormation/grantsLife";
import { lakeFormationDataPolicy } from "../../components/permissions/lakeFormation/rolePolicy";
import { deployerPolicy } from "../../scripts/docs/deployerPolicy";
import type { DeployerStatement } from "../../scripts/docs/deployerStatements";
import { FEDERATION_STATEMENTS } from "../../scripts/docs/federationStatements";
import { INTEGRATION_STATEMENTS } from "../../scripts/docs/integrationStatements";
import { type EmbeddedAws, startAws } from "../sandbox/aws";
import { createPolicy } from "../sandbox/aws/account/iamPolicies";
import { createRole, createUser } from "../sandbox/aws/account/iamPrincipals";
import { registerLocation } from "../sandbox/aws/account/lakeFormation";
import { createNamespace, createTableBucket } from "../sandbox/aws/account/s3tables";
import type { Account } from "../sandbox/aws/account/state";
import { createTable } from "../sandbox/aws/account/tables";
import { check } from "../sandbox/aws/plugin/check";
import { invoke } from "../sandbox/aws/plugin/functions";
import { create, read, remove, typeOf, update } from "../sandbox/aws/plugin/provider";
import type { Properties } from "../sandbox/aws/plugin/resourceType";
import type { Sandbox } from "../sandbox/aws/sandbox";
import { INTEGRATION, type Program, TRUST } from "./docsDeployerPrograms";
import { allBuckets, newSandbox } from "./sandbox/awsPluginSupport";
import { mount } from "./sandbox/awsSupport";

const VALUES: Readonly<Record<string, string>> = {
    account: "123456789012",
    region: "us-east-1",
    bucket: "lake",
    name: "lake",
    user: "starrocks",
    role: "starrocks",
    key: "*",
};

/** Leaves the deployer with these statements and no other policy. */
function restrict(account: Account, statements: readonly DeployerStatement[]): void {
    const document = JSON.stringify(deployerPolicy(statements)).replace(
        /<(\w+)>/g,
        (_, name) => VALUES[name]!,
    );
    const { arn } = createPolicy(account, { name: "deployer", document });
    account.attachments.splice(0, Number.POSITIVE_INFINITY, {
        policyArn: arn,
        principal: { kind: "user", name: "deployer" },
    });
}

/** The statements without one of their actions. */
function without(
    statements: readonly DeployerStatement[],
    sid: string,
    action: string,
): readonly DeployerStatement[] {
    return statements
        .map((each) =>
            each.sid === sid
                ? { ...each, actions: each.actions.filter((one) => one.action !== action) }
                : each,
        )
        .filter(({ actions }) => actions.length > 0);
}

/** Makes everything, reads it as a refresh does, changes it, and deletes it in reverse order. */
function live(sandbox: Sandbox, program: Program, beforeDestroy: () => void = () => {}): void {
    const states: Record<string, Properties> = {};
    const made = Object.entries(program).map(([name, part]) => {
        const { token, inputs: given, changed } = part(states);
        const type = typeOf(token);
        const { inputs } = check(type, { logicalName: name, randomSeed: "", olds: {}, news: given });
        const { id, state } = create(sandbox, type, inputs, false);
        states[name] = { ...state, id };
        return { type, id, inputs, state, changed };
    });
    for (const { type, id, state, inputs } of made) {
        read(sandbox, type, id, state, inputs);
    }
    for (const { type, id, state, inputs, changed } of made.filter((each) => each.changed !== undefined)) {
        update(sandbox, type, id, state, { ...inputs, ...changed }, false);
    }
    beforeDestroy();
    for (const { type, id, state } of made.toReversed()) {
        remove(sandbox, type, id, state);
    }
}

/** Runs a whole life with these statements; throws what is refused first. */
type Run = (statements: readonly DeployerStatement[]) => void;

const runIntegration: Run = (statements) => {
    const sandbox = newSandbox();
    const { account } = sandbox;
    mount(account);
    registerLocation(account, { arn: allBuckets });
    createUser(account, { name: "starrocks" });
    createRole(account, { name: "starrocks", assumeRolePolicy: TRUST });
    restrict(account, statements);
    invoke(sandbox, "aws:glue/getCatalog:getCatalog", { name: "s3tablescatalog" });
    invoke(sandbox, "aws:lakeformation/getResource:getResource", { arn: allBuckets });
    invoke(sandbox, "aws:lakeformation/getDataLakeSettings:getDataLakeSettings", {});
    invoke(sandbox, "aws:iam/getUser:getUser", { userName: "starrocks" });
    invoke(sandbox, "aws:iam/getRole:getRole", { name: "starrocks" });
    live(sandbox, INTEGRATION, () => {
        // What StarRocks has made by the time of the destroy.
        createNamespace(account, { bucket: "lake", name: "made_in_sql", createdBy: "starrocks" });
        createTable(account, { bucket: "lake", namespace: "made_in_sql", name: "t", createdBy: "starrocks" });
    });
};

/** Past the AWS provider, by the same functions as in a stack. */
async function runFederation(statements: readonly DeployerStatement[]): Promise<void> {
    const aws = await startAws();
    restrict(aws.account, statements);
    const { accessKeyId: accessKey, secretAccessKey: secretKey } = aws.deployer;
    const { glue, iam, lakeFormation: lakeformation } = aws.endpoints;
    const endpoints = JSON.stringify([{ glue, iam, lakeformation }]);
    const services = servicesOf({ region: "us-east-1", settings: { accessKey, secretKey, endpoints } });
    const place = { region: "us-east-1", accountId: aws.account.id, partition: "aws" };
    const policy = JSON.stringify(lakeFormationDataPolicy(place));
    const common = { ...place, accessMode: AccessMode.LakeFormation, tags: { team: "data", stage: "test" } };
    const made: SharedState[] = [];
    const make = async (inputs: Pick<SharedInputs, "kind"> & Partial<SharedInputs>) => {
        made.push(await makeOrAdopt(services, { ...common, ...inputs }));
        return made.at(-1)!;
    };
    try {
        const role = await make({ kind: "role" });
        await make({ kind: "rolePolicy", roleName: role.roleName, roleMade: role.made, policy });
        await make({ kind: "registration", roleArn: role.arn });
        await make({ kind: "mount" });
        for (const state of made) {
            await readShared(services, state);
            await changeShared(services, state, { ...state, tags: { team: "lake" } });
        }
        for (const state of made.toReversed()) {
            await removeShared(services, state, 0);
        }
    } finally {
        await aws.close();
    }
}

const RUNS: Readonly<
    Record<
        string,
        {
            statements: readonly DeployerStatement[];
            run: (statements: readonly DeployerStatement[]) => unknown;
        }
    >
> = {
    integration: { statements: INTEGRATION_STATEMENTS, run: runIntegration },
    federation: { statements: FEDERATION_STATEMENTS, run: runFederation },
};

/** The message of what is refused, if anything is. */
async function refusalOf(work: () => unknown): Promise<string> {
    try {
        await work();
        return "allowed";
    } catch (error) {
        return (error as Error).message;
    }
}

/** Its actions are called past the AWS provider. */
const GRANTS = "LakeFormationGrants";

for (const [name, { statements, run }] of Object.entries(RUNS)) {
    describe(`The deployer's policy for the ${name}`, () => {
        it("is enough to make, read, change and delete everything", async () => {
            expect(await refusalOf(() => run(statements))).to.equal("allowed");
        });

        for (const { sid, actions } of statements.filter((each) => each.sid !== GRANTS)) {
            for (const { action, onlyDocumented } of actions) {
                const outcome = onlyDocumented ? "is asked for by AWS's documentation only" : "is needed";
                it(`has ${action} in ${sid}, which ${outcome}`, async () => {
                    const refused = await refusalOf(() => run(without(statements, sid, action)));
                    const asked = new RegExp(`not authorized to perform: ${action} on`);
                    expect(refused).to.match(onlyDocumented ? /^allowed$/ : asked);
                });
            }
        }
    });
}

describe("The deployer's policy for Lake Formation's grants", () => {
    let aws: EmbeddedAws;

    beforeEach(async () => {
        aws = await startAws();
        mount(aws.account);
        createUser(aws.account, { name: "starrocks" });
        createTableBucket(aws.account, { name: "lake" });
    });

    afterEach(() => aws.close());

    /** Grants, reads and takes back with these statements; the message of what is refused, if anything is. */
    async function grantWith(statements: readonly DeployerStatement[]): Promise<string> {
        restrict(aws.account, statements);
        const client = new LakeFormationClient({
            region: "us-east-1",
            endpoint: aws.endpoints.lakeFormation,
            credentials: aws.deployer,
        });
        const inputs = {
            region: "us-east-1",
            catalogId: "123456789012:s3tablescatalog/lake",
            principal: "arn:aws:iam::123456789012:user/starrocks",
            grants: { catalog: "CREATE_DATABASE" },
        };
        try {
            await createGrants(client, inputs);
            await readGrants(client, inputs, async () => true);
            await deleteGrants(client, inputs);
            return "allowed";
        } catch (error) {
            return (error as Error).message;
        } finally {
            client.destroy();
        }
    }

    it("is enough to grant, read and take back", async () => {
        expect(await grantWith(INTEGRATION_STATEMENTS)).to.equal("allowed");
    });

    for (const { action } of INTEGRATION_STATEMENTS.find(({ sid }) => sid === GRANTS)!.actions) {
        it(`has ${action}, which is needed`, async () => {
            expect(await grantWith(without(INTEGRATION_STATEMENTS, GRANTS, action))).to.contain(
                `not authorized to perform: ${action} on`,
            );
        });
    }
});
