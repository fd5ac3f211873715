import { expect } from "chai";
import { type Sandbox, startSandbox } from "../sandbox";
import { iamArn } from "../sandbox/aws/account/arns";
import { type Consumer, openConsumer } from "./support/consumer";
import { changesIn } from "./support/events";
import { type EngineStack, openStack } from "./support/stack";

/** The key of the provider is made by the program itself, so that a preview knows nothing of the account. */
const PROGRAM = `
import * as aws from "@pulumi/aws";
import { S3TablesFederation, StarRocksS3TablesIntegration } from "pulumi-starrocks-s3tables";

const user = new aws.iam.User("platform", { name: "platform" });
const policyArn = "arn:aws:iam::aws:policy/AdministratorAccess";
const attachment = new aws.iam.UserPolicyAttachment("platform", { user: user.name, policyArn });
const key = new aws.iam.AccessKey("platform", { user: user.name }, { dependsOn: attachment });
const provider = new aws.Provider("platform", { region: "us-east-1", accessKey: key.id, secretKey: key.secret });
const opts = { providers: { aws: provider } };

const federation = new S3TablesFederation("federation", { retain: false }, opts);
new StarRocksS3TablesIntegration("lake", {
    tableBucketName: "acme-lake",
    namespaces: ["sales"],
    mountArn: federation.mountArn,
    restEndpoint: process.env.AWS_ENDPOINT_URL_GLUE + "/iceberg",
}, opts);
`;

describe("An AWS provider of a component's own", function () {
    this.timeout(300_000);

    let sandbox: Sandbox;
    let consumer: Consumer;
    let stack: EngineStack;

    before(async () => {
        sandbox = await startSandbox();
        const { aws, frontend, environment } = sandbox;
        const platform = iamArn(aws.account, "user/platform");
        aws.account.dataLakeSettings.admins = [platform];
        consumer = await openConsumer();
        stack = await openStack({
            program: await consumer.program("own-provider", { files: { "index.ts": PROGRAM } }),
            environment,
            config: {
                "starrocks:host": frontend.host,
                "starrocks:port": String(frontend.port),
                "starrocks:user": frontend.user,
            },
            secrets: { "starrocks:password": frontend.password },
        });
    });

    after(async () => {
        await stack?.close();
        await consumer?.close();
        await sandbox?.close();
    });

    /** Who has called the services that are called past the AWS provider. */
    const callers = () =>
        new Set(
            sandbox.aws.requests
                .filter(({ service, path }) => service !== "s3" && !path.startsWith("/iceberg"))
                .map(({ principal }) => principal),
        );

    it("shows what is to be made although its key isn't known yet", async () => {
        expect(changesIn(await stack.preview())).to.include.members([
            "create federation-mount",
            "create lake-lake-formation-grants",
        ]);
        expect([...callers()]).to.deep.equal([]);
    });

    it("is followed by the federation and the grants: nobody else calls AWS", async () => {
        await stack.up();
        expect([...callers()]).to.deep.equal([iamArn(sandbox.aws.account, "user/platform")]);
        expect(sandbox.aws.account.grants).to.not.deep.equal([]);
    });

    it("leaves its key in the state as ciphertext only, and changes nothing by itself", async () => {
        const { text } = await stack.exportState();
        const key = [...sandbox.aws.account.accessKeys.values()].find(({ user }) => user === "platform")!;
        expect(text).to.not.contain(key.secret);
        expect(changesIn(await stack.up())).to.deep.equal([]);
    });

    it("is followed to the end", async () => {
        await stack.destroy();
        const { mount, registrations, roles } = sandbox.aws.account;
        expect([mount, registrations.size, roles.size]).to.deep.equal([undefined, 0, 0]);
    });
});
