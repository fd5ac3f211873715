import { expect } from "chai";
import { type EmbeddedAws, startAws } from "../../sandbox/aws";
import { createNamespace, createTableBucket } from "../../sandbox/aws/account/s3tables";
import { type Credentials, call, glueCall, glueEndpointPolicy, grant, mount, userWith } from "./awsSupport";

describe("The sandbox's faults", () => {
    let aws: EmbeddedAws;
    let starrocks: Credentials & { arn: string };
    const warehouse = "123456789012:s3tablescatalog/lake";

    beforeEach(async () => {
        aws = await startAws();
        mount(aws.account);
        createTableBucket(aws.account, { name: "lake" });
        createNamespace(aws.account, { bucket: "lake", name: "sales", createdBy: aws.deployer.arn });
        const policy = glueEndpointPolicy(aws.account, "lake", "sales");
        policy.Statement.push({ Effect: "Allow", Action: ["s3tables:*"], Resource: "*" });
        starrocks = userWith(aws.account, "starrocks", policy);
    });
    afterEach(() => aws.close());

    const config = () =>
        call(aws.endpoints.glue, starrocks, { path: "/iceberg/v1/config", query: { warehouse } });

    const answers = [
        { fault: "restForbidden403", status: 403, type: "AccessDeniedException" },
        { fault: "throttle429", status: 429, type: "ThrottlingException" },
        { fault: "error500", status: 500, type: "InternalServiceException" },
    ] as const;
    for (const { fault, status, type } of answers) {
        it(`answers ${status} as long as ${fault} says`, async () => {
            aws.faults[fault] = 1;
            const reply = await config();
            expect(reply.status).to.equal(status);
            expect(reply.json.error.type).to.equal(type);
            expect((await config()).status).to.equal(200);
        });
    }

    it("leaves a caller without an answer, and can still be closed", async () => {
        aws.faults.hang = true;
        const waiting = config().then(
            () => "answered",
            () => "cut",
        );
        const first = await Promise.race([
            waiting,
            new Promise((resolve) => setTimeout(resolve, 100, "waiting")),
        ]);
        expect(first).to.equal("waiting");
        await aws.close();
        expect(await waiting).to.equal("cut");
    });

    it("does not know a key for the first requests", async () => {
        aws.faults.keyNotYetKnown = 2;
        expect((await config()).status).to.equal(403);
        expect((await config()).json.message).to.equal(
            "The security token included in the request is invalid.",
        );
        expect((await config()).status).to.equal(200);
    });

    it("does not know grants for the first requests", async () => {
        const catalogId = warehouse;
        grant(aws.account, starrocks.arn, { kind: "database", catalogId, name: "sales" }, ["DESCRIBE"]);
        aws.faults.grantNotYetKnown = 1;
        expect((await glueCall(aws, starrocks, "lake", "namespaces/sales")).status).to.equal(403);
        expect((await glueCall(aws, starrocks, "lake", "namespaces/sales")).status).to.equal(200);
    });

    it("refuses without a text when messages are truncated", async () => {
        aws.faults.truncatedErrorMessages = true;
        const reply = await glueCall(aws, starrocks, "lake", "namespaces/sales");
        expect(reply.json).to.deep.equal({ error: { code: 403, type: "AccessDeniedException" } });
    });
});
