import { expect } from "chai";
import { type EmbeddedAws, startAws } from "../../sandbox/aws";
import { attachPolicy } from "../../sandbox/aws/account/iamPolicies";
import { createAccessKey, createRole, deleteAccessKey } from "../../sandbox/aws/account/iamPrincipals";
import { createTableBucket } from "../../sandbox/aws/account/s3tables";
import { type Call, type Credentials, call, mount } from "./awsSupport";

describe("The sandbox's check of signatures", () => {
    let aws: EmbeddedAws;
    let now = Date.UTC(2026, 10, 24, 12);
    const path = "/iceberg/v1/config";

    beforeEach(async () => {
        now = Date.UTC(2026, 10, 24, 12);
        aws = await startAws({ now: () => now, propagation: { keysMs: 10_000 } });
        mount(aws.account);
        createTableBucket(aws.account, { name: "lake" });
    });
    afterEach(() => aws.close());

    const config = (request: Partial<Call> = {}, credentials: Credentials = aws.deployer) =>
        call(aws.endpoints.glue, credentials, {
            path,
            query: { warehouse: "123456789012:s3tablescatalog/lake" },
            date: new Date(now),
            ...request,
        });

    it("accepts a signature of AWS's own signer", async () => {
        expect((await config()).status).to.equal(200);
    });

    it("logs who asked for what, and the answer's status", async () => {
        await config();
        expect(aws.requests).to.deep.equal([
            {
                service: "glue",
                method: "GET",
                path,
                query: "warehouse=123456789012%3As3tablescatalog%2Flake",
                principal: aws.deployer.arn,
                status: 200,
            },
        ]);
    });

    it("answers an unsigned request with Missing Authentication Token", async () => {
        const response = await fetch(`${aws.endpoints.glue}${path}`);
        expect(response.status).to.equal(403);
        expect(await response.json()).to.deep.equal({ message: "Missing Authentication Token" });
    });

    const invalidToken = { message: "The security token included in the request is invalid." };

    it("does not know a key that was never made", async () => {
        const reply = await config({}, { accessKeyId: "AKIAUNKNOWN", secretAccessKey: "x" });
        expect(reply.status).to.equal(403);
        expect(reply.json).to.deep.equal(invalidToken);
    });

    it("does not know an inactive key", async () => {
        aws.account.accessKeys.get(aws.deployer.accessKeyId)!.status = "Inactive";
        expect((await config()).json).to.deep.equal(invalidToken);
    });

    it("does not know a deleted key", async () => {
        deleteAccessKey(aws.account, aws.deployer.accessKeyId);
        expect((await config()).json).to.deep.equal(invalidToken);
    });

    it("knows a new key only after it has spread", async () => {
        const key = createAccessKey(aws.account, "deployer");
        const credentials = { accessKeyId: key.id, secretAccessKey: key.secret };
        expect((await config({}, credentials)).json).to.deep.equal(invalidToken);
        now += 10_000;
        expect((await config({}, credentials)).status).to.equal(200);
    });

    const mismatches: [string, Partial<Call>, RegExp][] = [
        [
            "another service's name",
            { service: "execute-api" },
            /^Credential should be scoped to correct service: 'glue'\.$/,
        ],
        [
            "another Region",
            { region: "eu-west-1" },
            /^Credential should be scoped to a valid Region, not 'eu-west-1'\.$/,
        ],
        [
            "a clock that is ten minutes slow",
            { date: new Date(Date.UTC(2026, 10, 24, 11, 50)) },
            /^Signature expired: 20261124T115000Z is now earlier than 20261124T115500Z \(20261124T120000Z - 5 min\.\)$/,
        ],
        [
            "a clock that is ten minutes fast",
            { date: new Date(Date.UTC(2026, 10, 24, 12, 10)) },
            /^Signature not yet current: 20261124T121000Z is still later than 20261124T120500Z/,
        ],
    ];
    for (const [cause, request, message] of mismatches) {
        it(`refuses ${cause}`, async () => {
            const reply = await config(request);
            expect(reply.status).to.equal(403);
            expect(reply.headers.get("x-amzn-errortype")).to.equal("InvalidSignatureException");
            expect(reply.json.message).to.match(message);
        });
    }

    it("refuses a wrong secret", async () => {
        const reply = await config({}, { ...aws.deployer, secretAccessKey: "wrong" });
        expect(reply.status).to.equal(403);
        expect(reply.json.message).to.match(
            /^The request signature we calculated does not match the signature/,
        );
    });

    it("wants the session token of temporary credentials", async () => {
        const trust = {
            Effect: "Allow",
            Principal: { Service: "ec2.amazonaws.com" },
            Action: "sts:AssumeRole",
        };
        createRole(aws.account, { name: "node", assumeRolePolicy: JSON.stringify({ Statement: [trust] }) });
        attachPolicy(aws.account, "role", "node", "arn:aws:iam::aws:policy/AdministratorAccess");
        const session = aws.assumeRole("node");
        expect((await config({}, session)).status).to.equal(200);
        const { accessKeyId, secretAccessKey } = session;
        expect((await config({}, { accessKeyId, secretAccessKey })).json).to.deep.equal(invalidToken);
        now += 2 * 60 * 60 * 1000;
        expect((await config({}, session)).json.message).to.equal(
            "The security token included in the request is expired",
        );
    });
});
