import { expect } from "chai";
import { servicesOf } from "../../components/awsAccess/clients";
import type { SharedInputs, SharedKind, SharedState } from "../../components/federation/accountSetup/inputs";
import {
    changeShared,
    makeOrAdopt,
    readShared,
    removeShared,
    sharedProblems,
} from "../../components/federation/accountSetup/life";
import { AccessMode } from "../../components/permissions/access";
import { plain } from "../../components/providers/plainInputs";
import { type EmbeddedAws, startAws } from "../sandbox/aws";
import { createRole } from "../sandbox/aws/account/iamPrincipals";
import { createTableBucket } from "../sandbox/aws/account/s3tables";
import { TRUST } from "./docsDeployerPrograms";
import { iamAllowed, mount, register } from "./sandbox/awsSupport";
import { printedWhile } from "./support/printed";

const ROLE = "StarRocksS3TablesLakeFormation-us-east-1";
const policyAllowing = (action: string) =>
    JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: action, Resource: "*" }],
    });
const POLICY = policyAllowing("s3tables:GetTable");
const ANOTHER_POLICY = policyAllowing("s3tables:ListTables");
const ORDER: readonly SharedKind[] = ["role", "rolePolicy", "registration", "mount"];

describe("What a federation sets up for everybody", () => {
    let aws: EmbeddedAws;
    let services: ReturnType<typeof servicesOf>;

    beforeEach(async () => {
        process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
        aws = await startAws();
        services = servicesFor();
    });

    afterEach(() => aws.close());

    const servicesFor = () =>
        servicesOf({
            region: "us-east-1",
            settings: {
                accessKey: aws.deployer.accessKeyId,
                secretKey: aws.deployer.secretAccessKey,
                endpoints: JSON.stringify([
                    {
                        glue: aws.endpoints.glue,
                        iam: aws.endpoints.iam,
                        lakeformation: aws.endpoints.lakeFormation,
                        sts: aws.endpoints.sts,
                    },
                ]),
            },
        });
    const inputsOf = (
        kind: SharedKind,
        states: Partial<Record<SharedKind, SharedState>> = {},
    ): SharedInputs => ({
        kind,
        region: "us-east-1",
        accountId: aws.account.id,
        partition: "aws",
        accessMode: AccessMode.LakeFormation,
        ...((kind === "role" || kind === "mount") && { tags: { team: "platform" } }),
        ...(kind === "rolePolicy" && {
            roleName: states.role?.roleName,
            roleMade: states.role?.made,
            policy: POLICY,
        }),
        ...(kind === "registration" && { roleArn: states.role?.arn }),
    });

    type States = Record<SharedKind, SharedState>;
    async function setUp(): Promise<States> {
        const states: Partial<States> = {};
        for (const kind of ORDER) {
            states[kind] = await makeOrAdopt(services, inputsOf(kind, states));
        }
        return states as States;
    }
    async function tearDown(states: States): Promise<void> {
        for (const kind of ORDER.toReversed()) {
            await removeShared(services, states[kind]);
        }
    }
    const madeOf = (states: States) => ORDER.map((kind) => states[kind].made);
    const everything = () => {
        const { mount: there, registrations, roles } = aws.account;
        const inline = [...roles].map(([name, { inlinePolicies }]) => [name, [...inlinePolicies]]);
        return JSON.stringify([there, [...registrations], [...roles], inline]);
    };
    const changesOf = async (work: () => Promise<unknown>) => {
        const before = everything();
        await work();
        return everything() === before ? "nothing changed" : "something changed";
    };

    describe("in an empty account", () => {
        it("is all made: role with policy, registration with privileged access, mount with its switch", async () => {
            const states = await setUp();
            expect(madeOf(states)).to.deep.equal([true, true, true, true]);
            expect(aws.account.mount).to.include({ allowFullTableExternalDataAccess: true });
            expect(aws.account.mount?.tags).to.deep.equal({ team: "platform" });
            expect([...aws.account.registrations.values()][0]).to.include({
                roleArn: states.role.arn,
                withFederation: true,
                withPrivilegedAccess: true,
            });
            expect(states.registration.registeredRoleArn).to.equal(states.role.arn);
            expect(states.mount.arn).to.match(/catalog\/s3tablescatalog$/);
            expect(aws.account.roles.get(ROLE)?.inlinePolicies.get("S3Tables")).to.equal(POLICY);
        });

        it("reads back as it is, and is taken away again", async () => {
            const states = await setUp();
            for (const kind of ORDER) {
                expect(plain(await readShared(services, states[kind]))).to.deep.equal(plain(states[kind]));
            }
            await tearDown(states);
            const { mount: left, registrations, roles } = aws.account;
            expect([left, registrations.size, roles.size]).to.deep.equal([undefined, 0, 0]);
        });

        it("is gone for a refresh when somebody has deleted it", async () => {
            const states = await setUp();
            aws.account.mount = undefined;
            expect(await readShared(services, states.mount)).to.equal(undefined);
        });

        it("shows a policy that somebody has edited, and gives it back", async () => {
            const { rolePolicy } = await setUp();
            aws.account.roles.get(ROLE)!.inlinePolicies.set("S3Tables", ANOTHER_POLICY);
            const read = await readShared(services, rolePolicy);
            expect(read?.policy).to.not.equal(POLICY);
            await changeShared(services, read!, rolePolicy);
            expect(aws.account.roles.get(ROLE)?.inlinePolicies.get("S3Tables")).to.equal(POLICY);
        });

        it("stays known as it is by a change of nothing but the AWS provider's key, which calls for no change", async () => {
            const states = await setUp();
            aws.requests.length = 0;
            for (const kind of ORDER) {
                const news = { ...inputsOf(kind, states), awsProvider: { token: "another" } };
                const { awsProvider: _, ...state } = await changeShared(services, states[kind], news);
                expect(plain(state)).to.deep.equal(plain(states[kind]));
            }
            expect(aws.requests).to.deep.equal([]);
        });

        it("gets other tags without being made again", async () => {
            const states = await setUp();
            const createdAt = aws.account.mount!.createdAt;
            for (const kind of ["role", "mount"] as const) {
                await changeShared(services, states[kind], { ...inputsOf(kind), tags: { stage: "prod" } });
            }
            expect(aws.account.mount).to.deep.include({ createdAt, tags: { stage: "prod" } });
            expect(aws.account.roles.get(ROLE)!.tags).to.deep.equal({ stage: "prod" });
        });
    });

    describe("in an account with somebody else's", () => {
        beforeEach(() => {
            mount(aws.account, { tags: { owner: "platform" } });
            register(aws.account);
        });

        it("is used as it is: nothing is made, changed or taken away", async () => {
            const change = await changesOf(async () => {
                const states = await setUp();
                expect(madeOf(states)).to.deep.equal([false, false, false, false]);
                for (const kind of ORDER) {
                    await changeShared(services, states[kind], {
                        ...inputsOf(kind, states),
                        tags: { mine: "true" },
                    });
                    expect(plain(await readShared(services, states[kind]))).to.deep.equal(
                        plain(states[kind]),
                    );
                }
                await tearDown(states);
            });
            expect(change).to.equal("nothing changed");
        });

        it("tells of the role that the registration has", async () => {
            const { role, registration } = await setUp();
            const [registered] = [...aws.account.registrations.values()];
            expect([role.arn, registration.registeredRoleArn]).to.deep.equal([
                registered!.roleArn,
                registered!.roleArn,
            ]);
        });

        it("is refused in the other mode, and changed by nobody", async () => {
            const inputs = { ...inputsOf("mount"), accessMode: AccessMode.Iam };
            expect((await sharedProblems(services, inputs)).join()).to.match(
                /^s3tablescatalog: the mount is in Lake Formation mode.*never does it/,
            );
            const failure = await makeOrAdopt(services, inputs).catch((error: Error) => error.message);
            expect(failure).to.contain("the mount is in Lake Formation mode");
        });

        it("can't be told from nothing where the deployer may see nothing, and isn't taken for gone", async () => {
            const states = await setUp();
            aws.account.dataLakeSettings.admins = [];
            const lines = await printedWhile(async () => {
                expect(await readShared(services, states.mount)).to.deep.equal(states.mount);
                expect(await sharedProblems(services, inputsOf("mount"))).to.deep.equal([]);
            });
            expect(lines).to.match(/mount s3tablescatalog isn't visible from here.*could not be checked/s);
        });
    });

    describe("in an account with parts of it", () => {
        it("uses the role that is there, and makes the rest", async () => {
            createRole(aws.account, { name: ROLE, assumeRolePolicy: TRUST });
            const states = await setUp();
            expect(madeOf(states)).to.deep.equal([false, true, true, true]);
            await tearDown(states);
            // A policy isn't taken from a role that others may use.
            expect([...aws.account.roles.get(ROLE)!.inlinePolicies.keys()]).to.deep.equal(["S3Tables"]);
        });

        it("says that another's policy of the role lacks what this program would write", async () => {
            const role = createRole(aws.account, { name: ROLE, assumeRolePolicy: TRUST });
            role.inlinePolicies.set("S3Tables", ANOTHER_POLICY);
            const lines = await printedWhile(setUp);
            expect(lines).to.contain("differs from what this program would create");
            expect(role.inlinePolicies.get("S3Tables")).to.equal(ANOTHER_POLICY);
        });

        it("doesn't delete what somebody has made in place of its own", async () => {
            const states = await setUp();
            aws.account.mount = { ...aws.account.mount!, createdAt: aws.account.mount!.createdAt + 60_000 };
            aws.account.registrations.clear();
            await removeShared(services, states.mount);
            expect(aws.account.mount).to.not.equal(undefined);
        });
    });

    describe("by two stacks at the same time", () => {
        it("is made by one, and used by the other", async () => {
            const other = servicesFor();
            for (const kind of ["role", "registration", "mount"] as const) {
                const role =
                    kind === "registration" ? { role: await makeOrAdopt(services, inputsOf("role")) } : {};
                const both = await Promise.all([
                    makeOrAdopt(services, inputsOf(kind, role)),
                    makeOrAdopt(other, inputsOf(kind, role)),
                ]);
                expect(both.map(({ made }) => made)).to.have.members([true, false]);
            }
        });
    });

    describe("that goes while others need it", () => {
        it("keeps the mount while table buckets are in it, and says what to do", async () => {
            const { mount: made } = await setUp();
            createTableBucket(aws.account, { name: "theirs" });
            const change = await changesOf(async () => {
                const failure = await removeShared(services, made, 0).catch((error: Error) => error.message);
                expect(failure).to.match(/not deleted.*theirs\. Set retain: true/s);
            });
            expect(change).to.equal("nothing changed");
        });

        it("keeps registration, role and policy while the mount stays", async () => {
            const states = await setUp();
            const change = await changesOf(async () => {
                for (const kind of ["registration", "rolePolicy", "role"] as const) {
                    await removeShared(services, states[kind]);
                }
            });
            expect(change).to.equal("nothing changed");
        });

        it("takes the registration from a mount that was switched to IAM mode", async () => {
            const states = await setUp();
            Object.assign(aws.account.mount!, {
                createDatabaseDefaultPermissions: iamAllowed,
                createTableDefaultPermissions: iamAllowed,
            });
            for (const kind of ["registration", "rolePolicy", "role"] as const) {
                await removeShared(services, states[kind]);
            }
            expect([aws.account.registrations.size, aws.account.roles.size]).to.deep.equal([0, 0]);
        });
    });

    describe("by an earlier version, with resources of the AWS provider", () => {
        it("is taken over without a change, and as nobody's, so that nothing is ever deleted for it", async () => {
            await setUp();
            const change = await changesOf(async () => {
                const states: Partial<States> = {};
                for (const kind of ORDER) {
                    states[kind] = await changeShared(services, { id: "missing ID" }, inputsOf(kind, states));
                }
                expect(madeOf(states as States)).to.deep.equal([false, true, false, false]);
                await tearDown(states as States);
            });
            expect(change).to.equal("nothing changed");
        });
    });

    describe("with a role that isn't this package's", () => {
        it("never writes a policy of it, whatever the state says", async () => {
            mount(aws.account);
            register(aws.account);
            const role = await makeOrAdopt(services, inputsOf("role"));
            const change = await changesOf(async () => {
                const policy = await changeShared(services, {}, inputsOf("rolePolicy", { role }));
                expect(policy.made).to.equal(false);
                const before = { ...policy, made: true, roleMade: true, policy: ANOTHER_POLICY };
                await changeShared(services, before, inputsOf("rolePolicy", { role }));
                await removeShared(services, before);
            });
            expect(change).to.equal("nothing changed");
        });
    });

    it("says who may make it where it is refused", async () => {
        aws.account.dataLakeSettings.admins = [];
        const failure = await makeOrAdopt(services, inputsOf("mount")).catch((error: Error) => error.message);
        expect(failure).to.match(
            /could not create the mount s3tablescatalog: AccessDenied.*data lake administrator/s,
        );
    });
});
