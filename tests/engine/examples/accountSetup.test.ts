import { expect } from "chai";
import type { Sandbox } from "../../sandbox";
import { mount, register } from "../../unit/sandbox/awsSupport";
import { type Consumer, openConsumer } from "../support/consumer";
import { changesIn } from "../support/events";
import { type OpenExample, openExample } from "../support/example";
import { type IntegrationStack, openIntegration } from "../support/integrationProgram";
import type { Operation } from "../support/stack";

function open(prepare: (sandbox: Sandbox) => void = () => {}): Promise<OpenExample> {
    return openExample("account-setup", {
        configure: (sandbox) => {
            prepare(sandbox);
            return { config: {} };
        },
    });
}

describe("The example account-setup", function () {
    this.timeout(200_000);

    let example: OpenExample;

    describe("in an empty account", () => {
        let consumer: Consumer;
        let integration: IntegrationStack;
        let created: Operation;

        before(async () => {
            example = await open();
            consumer = await openConsumer();
            created = await example.stack.up();
        });

        after(async () => {
            await integration?.close();
            await consumer?.close();
            await example?.close();
        });

        it("makes mount, registration and role, and tells their ARNs", () => {
            const { account } = example.sandbox.aws;
            expect(changesIn(created)).to.include.members([
                "create federation-mount",
                "create federation-registration",
                "create federation-role",
            ]);
            expect(created.outputs.mountArn?.value).to.equal(
                `arn:aws:glue:us-east-1:${account.id}:catalog/s3tablescatalog`,
            );
            expect(created.outputs.roleArn?.value).to.equal([...account.roles.values()][0]?.arn);
        });

        it("changes nothing the second time", async () => {
            expect(changesIn(await example.stack.up())).to.deep.equal([]);
        });

        it("leaves all of it in the account on destroy, so that an integration of another stack works on", async () => {
            const { sandbox, stack, sql } = example;
            integration = await openIntegration(sandbox, consumer, {
                name: "integration",
                federation: false,
                integration: { tableBucketName: "acme-lakehouse", namespaces: ["sales"] },
            });
            await integration.up();
            await stack.destroy();
            const { mount: left, registrations, roles } = sandbox.aws.account;
            expect(left?.name).to.equal("s3tablescatalog");
            expect([...registrations.keys()]).to.have.length(1);
            expect([...roles.keys()]).to.deep.equal(["StarRocksS3TablesLakeFormation-us-east-1"]);
            expect(await sql.column("SHOW DATABASES FROM lake")).to.include("sales");
        });
    });

    describe("in an account with a mount and a registration", () => {
        const shared = () => {
            const { account } = example.sandbox.aws;
            return JSON.stringify([account.mount, [...account.registrations]]);
        };

        before(async () => {
            example = await open(({ aws: { account } }) => {
                mount(account);
                register(account);
            });
        });

        after(() => example?.close());

        it("adopts them as they are", async () => {
            const found = shared();
            expect(changesIn(await example.stack.up())).to.include("create federation-mount");
            expect(shared()).to.equal(found);
        });
    });
});
