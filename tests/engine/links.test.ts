import { expect } from "chai";
import type { PolicyDocument } from "../../components/permissions/policy";
import { type Sandbox, startSandbox } from "../sandbox";
import type { Account } from "../sandbox/aws";
import { type Chain, openChain } from "./support/chain";
import { type Consumer, openConsumer } from "./support/consumer";
import { type IntegrationStack, openIntegration } from "./support/integrationProgram";
import { PREVIEWED, PROPERTIES } from "./support/links";

/** `DESCRIBE` on tables is implied by `SELECT`: Lake Formation lists it as a grant of its own. */
const IMPLIED = "DESCRIBE on allTables";

describe("Every link of the chain from Pulumi to the last row", function () {
    this.timeout(600_000);

    let sandbox: Sandbox;
    let consumer: Consumer;
    let stack: IntegrationStack;
    let chain: Chain;
    let account: Account;
    let user: string;
    /** The grants that Pulumi made; what the chain creates later belongs to its creator. */
    let declared: Account["grants"];

    before(async () => {
        sandbox = await startSandbox();
        account = sandbox.aws.account;
        consumer = await openConsumer();
        stack = await openIntegration(sandbox, consumer, {
            name: "links",
            integration: {
                tableBucketName: "acme-lakehouse",
                namespaces: ["sales", "empty"],
                access: "Manage",
            },
        });
        await stack.up();
        user = [...account.users.keys()].find((name) => name.startsWith("lake-user"))!;
        declared = account.grants.filter(({ principal }) => principal.endsWith(`user/${user}`));
        const key = [...account.accessKeys.values()].find((each) => each.user === user)!;
        chain = await openChain(sandbox, key, "lake");
    });

    after(async () => {
        await chain?.close();
        await stack?.close();
        await consumer?.close();
        await sandbox?.close();
    });

    async function failure(
        link: { takeAway: (account: Account) => () => void },
        run: () => Promise<unknown>,
    ): Promise<string> {
        const putBack = link.takeAway(account);
        try {
            await run();
        } catch (error) {
            return (error as Error).message;
        } finally {
            putBack();
        }
        return "nothing failed";
    }

    it("holds when nothing is taken away", () => chain.run());

    for (const { name, changed, error } of PROPERTIES) {
        it(`is needed: ${name}`, async () => {
            expect(await failure({ takeAway: () => () => {} }, () => chain.run(changed))).to.match(error);
        });
    }

    for (const link of PREVIEWED) {
        it(`is needed, and missed by a preview: ${link.name}`, async () => {
            expect(await failure(link, () => stack.preview())).to.match(link.error);
        });
    }

    it("is needed: the policy's attachment", async () => {
        const { attachments } = account;
        const index = attachments.findIndex(({ principal }) => principal.name === user);
        const takeAway = () => {
            const [attachment] = attachments.splice(index, 1);
            return () => {
                attachments.splice(index, 0, attachment!);
            };
        };
        expect(await failure({ takeAway }, () => chain.run())).to.match(/IAM policy.*glue:GetCatalog/s);
    });

    it("is needed: the access key", async () => {
        const key = [...account.accessKeys.values()].find((each) => each.user === user)!;
        const takeAway = () => {
            key.status = "Inactive";
            return () => {
                key.status = "Active";
            };
        };
        expect(await failure({ takeAway }, () => chain.run())).to.match(/doesn't know the access key/);
    });

    it("is needed: each action of each statement of the policy, and each resource", async function () {
        if (!sandbox.frontend.hasBackend) {
            this.skip();
        }
        const policy = [...account.policies.values()].find(({ name }) => name.startsWith("lake-policy"))!;
        const failures = await failuresOf(
            smallerDocuments(JSON.parse(policy.document)),
            async ({ document, expected }) => {
                const takeAway = () => {
                    const whole = policy.document;
                    policy.document = JSON.stringify(document);
                    return () => {
                        policy.document = whole;
                    };
                };
                const message = await failure({ takeAway }, () => chain.run());
                return message.includes(expected) ? undefined : message;
            },
        );
        expect(failures).to.deep.equal([]);
    });

    it("is needed: each permission of each Lake Formation grant", async function () {
        if (!sandbox.frontend.hasBackend) {
            this.skip();
        }
        const permissions = new Map(
            declared.flatMap(({ permissions, resource }) =>
                permissions.map((permission) => [
                    `${permission} on ${resource.kind}`,
                    { permission, kind: resource.kind },
                ]),
            ),
        );
        const cases = [...permissions].map(([name, each]) => ({ name, ...each }));
        const failures = await failuresOf(cases, async ({ permission, kind }) => {
            const takeAway = () => {
                const grants = declared.filter(({ resource }) => resource.kind === kind);
                const whole = grants.map((grant) => grant.permissions);
                for (const grant of grants) {
                    grant.permissions = grant.permissions.filter((each) => each !== permission);
                }
                return () => {
                    for (const [index, grant] of grants.entries()) {
                        grant.permissions = whole[index]!;
                    }
                };
            };
            const message = await failure({ takeAway }, () => chain.run());
            return /Lake ?Formation/.test(message) ? undefined : message;
        });
        expect(failures).to.deep.equal([`${IMPLIED}: nothing failed`]);
    });

    it("still holds when everything was put back", () => chain.run());
});

/** Runs a check on each case, and returns those that it finds fault with. */
async function failuresOf<Case extends { readonly name: string }>(
    cases: readonly Case[],
    check: (each: Case) => Promise<string | undefined>,
): Promise<string[]> {
    const failures: string[] = [];
    for (const each of cases) {
        const fault = await check(each);
        if (fault !== undefined) {
            failures.push(`${each.name}: ${fault}`);
        }
    }
    return failures;
}

interface SmallerDocument {
    readonly name: string;
    readonly document: PolicyDocument;
    /** What an error must name. */
    readonly expected: string;
}

/** The document without one action of one statement, or without one of its resources. */
function smallerDocuments(whole: PolicyDocument): SmallerDocument[] {
    return whole.Statement.flatMap((statement, index) => {
        const withStatement = (changed: Partial<typeof statement>): PolicyDocument => ({
            ...whole,
            Statement: whole.Statement.map((each, at) => (at === index ? { ...each, ...changed } : each)),
        });
        const resources = [statement.Resource ?? []].flat();
        return [
            ...statement.Action.map((action) => ({
                name: `${action} of ${statement.Sid}`,
                document: withStatement({ Action: statement.Action.filter((each) => each !== action) }),
                expected: action,
            })),
            ...(resources.length > 1
                ? resources.map((resource) => ({
                      name: `${resource} of ${statement.Sid}`,
                      document: withStatement({ Resource: resources.filter((each) => each !== resource) }),
                      expected: "not authorized to perform",
                  }))
                : []),
        ];
    });
}
