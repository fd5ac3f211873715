import { expect } from "chai";
import { type Sandbox, startSandbox } from "../sandbox";
import { type Consumer, openConsumer } from "./support/consumer";
import { changesIn } from "./support/events";
import { type IntegrationsStack, openIntegrations } from "./support/integrationProgram";
import type { Operation } from "./support/stack";

const MADE = [
    "create federation",
    "create federation-mount",
    "create federation-registration",
    "create federation-role",
    "create federation-role-policy",
];
const CHANGING =
    /^(AWSGlue\.(Create|Update|Delete|Tag|Untag)|(Create|Update|Delete|Put|Tag|Untag))|RegisterResource$/;

interface Account {
    readonly name: string;
    readonly args: object;
    /** Default tags of the stack. */
    readonly defaultTags?: Readonly<Record<string, string>>;
    /** Whether there is nothing to begin with. */
    readonly empty: boolean;
    /** What destroy leaves. */
    readonly left: "everything" | "nothing";
}

/** Each finds what the one before has left. */
const ACCOUNTS: readonly Account[] = [
    { name: "an empty account", args: {}, empty: true, left: "everything" },
    {
        name: "an account with what another stack has made, although it may be deleted",
        args: { retain: false, tags: { owner: "mine" } },
        defaultTags: { stage: "mine" },
        empty: false,
        left: "everything",
    },
    { name: "an empty account, to be left empty", args: { retain: false }, empty: true, left: "nothing" },
];

describe("A federation, from the first preview to destroy", function () {
    this.timeout(300_000);

    let sandbox: Sandbox;
    let consumer: Consumer;

    before(async () => {
        sandbox = await startSandbox();
        consumer = await openConsumer();
    });

    after(async () => {
        await consumer?.close();
        await sandbox?.close();
    });

    const everything = () => {
        const { mount, registrations, roles } = sandbox.aws.account;
        const inline = [...roles.values()].map(({ inlinePolicies }) => [...inlinePolicies]);
        return JSON.stringify([mount, [...registrations], [...roles], inline]);
    };
    const nothing = () => {
        const { account } = sandbox.aws;
        account.mount = undefined;
        account.registrations.clear();
        account.roles.clear();
        return everything();
    };
    const quiet = ({ diagnostics }: Operation) =>
        diagnostics.filter((line) => /^(error|warning)|\[ERROR\]/i.test(line));

    for (const [index, { name, args, defaultTags, empty, left }] of ACCOUNTS.entries()) {
        describe(`in ${name}`, () => {
            let stack: IntegrationsStack;
            let found: string;

            before(async () => {
                stack = await openIntegrations(sandbox, consumer, {
                    name: `federation-${index}`,
                    integrations: {},
                    federation: args,
                });
                if (defaultTags !== undefined) {
                    await stack.setConfig({ "aws:defaultTags": JSON.stringify({ tags: defaultTags }) });
                }
                found = empty ? nothing() : everything();
            });

            after(() => stack?.close());

            it("is previewed and made without an error or a warning", async () => {
                for (const operation of [stack.preview, stack.up]) {
                    const done = await operation();
                    expect(quiet(done)).to.deep.equal([]);
                    expect(changesIn(done)).to.include.members(MADE);
                }
                expect(everything() === found).to.equal(!empty);
            });

            it("is unchanged by a second up, a refresh, and a third up, none of which calls for a change", async () => {
                found = everything();
                sandbox.aws.requests.length = 0;
                for (const operation of [stack.up, stack.refresh, stack.up]) {
                    const done = await operation();
                    expect(quiet(done)).to.deep.equal([]);
                    expect(changesIn(done)).to.deep.equal([]);
                }
                const asked = sandbox.aws.requests.map(({ operation, path }) => operation ?? path.slice(1));
                expect(asked.filter((each) => CHANGING.test(each))).to.deep.equal([]);
                expect(everything()).to.equal(found);
            });

            it(`leaves ${left} when the stack is destroyed`, async () => {
                expect(quiet(await stack.destroy())).to.deep.equal([]);
                expect(everything()).to.equal(left === "nothing" ? nothing() : found);
            });
        });
    }
});
