import { expect } from "chai";
import { type Sandbox, startSandbox } from "../sandbox";
import type { Account } from "../sandbox/aws/account/state";
import { REFUSED_ARGUMENTS } from "../unit/support/refusedArguments";
import { type Consumer, openConsumer } from "./support/consumer";
import { type EngineStack, type Operation, openStack } from "./support/stack";

const USUAL = { tableBucketName: "acme-lakehouse", namespaces: ["sales"] };

/** Tries one integration after the other, and prints why it was refused. */
const PROGRAM = `
import * as pulumi from "@pulumi/pulumi";
import { StarRocksS3TablesIntegration } from "pulumi-starrocks-s3tables";

for (const [name, args] of Object.entries(new pulumi.Config().requireObject<Record<string, any>>("tried"))) {
    try {
        new StarRocksS3TablesIntegration(name, args);
    } catch (error) {
        pulumi.log.info(name + " was refused: " + (error as Error).message);
    }
}
`;

/** Everything that an integration could have made in the account. */
function madeIn({
    tableBuckets,
    namespaces,
    users,
    policies,
    accessKeys,
    grants,
    kmsKeys,
}: Account): string[] {
    const own = [...policies.values()].filter(({ awsManaged }) => !awsManaged).map(({ arn }) => arn);
    return [tableBuckets, namespaces, users, accessKeys, kmsKeys]
        .flatMap((each): string[] => [...each.keys()])
        .concat(
            own,
            grants.map(({ principal }) => principal),
        );
}

describe("Arguments that can't work, on the real engine", function () {
    this.timeout(120_000);

    let sandbox: Sandbox;
    let consumer: Consumer;
    let stack: EngineStack;
    let found: string[];
    let operations: Operation[];

    before(async () => {
        sandbox = await startSandbox();
        consumer = await openConsumer();
        found = madeIn(sandbox.aws.account);
        const tried = REFUSED_ARGUMENTS.map(({ args }, index) => [`tried_${index}`, { ...USUAL, ...args }]);
        stack = await openStack({
            program: await consumer.program("refusals", { files: { "index.ts": PROGRAM } }),
            environment: sandbox.environment,
            config: { tried: JSON.stringify(Object.fromEntries(tried)) },
        });
        operations = [await stack.preview(), await stack.up()];
    });

    after(async () => {
        await stack?.close();
        await consumer?.close();
        await sandbox?.close();
    });

    for (const [index, { name, problem }] of REFUSED_ARGUMENTS.entries()) {
        it(`are refused by preview and up: ${name}`, () => {
            for (const { diagnostics } of operations) {
                const said = diagnostics.filter((line) =>
                    line.startsWith(`info: tried_${index} was refused`),
                );
                expect(said.join("\n")).to.match(problem);
            }
        });
    }

    it("make nothing", () => {
        const types = new Set(operations.flatMap(({ steps }) => steps.map(({ type }) => type)));
        expect([...types]).to.deep.equal(["pulumi:pulumi:Stack"]);
        expect(madeIn(sandbox.aws.account)).to.deep.equal(found);
    });
});
