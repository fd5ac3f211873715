import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { accessOf, isAccessKnown, lakeFormationClient } from "../../components/awsAccess/clients";
import type { AwsSettings } from "../../components/awsAccess/settings";
import { secondsIn } from "../../components/awsAccess/structuredSettings";
import { type FakeSts, startFakeSts } from "./support/fakeSts";

const REGION = "eu-west-1";
const KEY = { accessKey: "AKIAPROVIDER", secretKey: "secret" };
const role = (name: string) => `arn:aws:iam::123456789012:role/${name}`;

describe("What the dynamic resources follow of an AWS provider", () => {
    const config = (values: Readonly<Record<string, string>>) => (key: string) => values[key];
    const stack = config({
        "aws:accessKey": "AKIASTACK",
        "aws:profile": "stack",
        "aws:useFipsEndpoint": "true",
    });

    it("is the aws:* configuration of the stack for the default provider, all of it", () => {
        expect(accessOf({ region: REGION }, stack).settings).to.deep.equal({
            accessKey: "AKIASTACK",
            profile: "stack",
            useFipsEndpoint: "true",
        });
    });

    it("is the component's own provider and nothing else, where it has one", () => {
        const own = { stsRegion: "us-east-1" };
        expect(accessOf({ region: REGION, awsProvider: own }, stack).settings).to.deep.equal(own);
    });

    it("is the profile that the first version stored", () => {
        expect(accessOf({ region: REGION, profile: "own" }, stack).settings).to.deep.equal({
            profile: "own",
        });
    });

    it("is not known in a preview of a program that makes the provider's key", () => {
        const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
        expect(isAccessKnown({ region: REGION, awsProvider: { accessKey: unknown } })).to.equal(false);
        expect(isAccessKnown({ region: unknown })).to.equal(false);
        expect(isAccessKnown({ region: REGION, awsProvider: unknown as never })).to.equal(false);
        expect(isAccessKnown({ region: REGION, accountId: "1", awsProvider: KEY })).to.equal(true);
    });
});

describe("The credentials of an AWS provider", () => {
    let sts: FakeSts;
    let folder: string;
    const environment = { ...process.env };

    beforeEach(async () => {
        sts = await startFakeSts();
        folder = await mkdtemp(join(tmpdir(), "credentials-"));
        for (const name of Object.keys(process.env).filter((each) => each.startsWith("AWS_"))) {
            delete process.env[name];
        }
        Object.assign(process.env, {
            AWS_CONFIG_FILE: join(folder, "none"),
            AWS_SHARED_CREDENTIALS_FILE: join(folder, "none"),
            AWS_EC2_METADATA_DISABLED: "true",
        });
    });

    afterEach(async () => {
        for (const name of Object.keys(process.env).filter((each) => each.startsWith("AWS_"))) {
            delete process.env[name];
        }
        Object.assign(process.env, environment);
        await sts.close();
        await rm(folder, { recursive: true });
    });

    async function credentialsOf(settings: AwsSettings) {
        const endpoints = JSON.stringify([{ sts: sts.url, lakeformation: "http://127.0.0.1:1" }]);
        const client = await lakeFormationClient({ region: REGION, settings: { endpoints, ...settings } });
        return client.config.credentials();
    }
    const refusalOf = (settings: AwsSettings) =>
        credentialsOf(settings).then(
            () => "nothing was refused",
            (error: Error) => error.message,
        );

    it("are its key, with the token", async () => {
        expect(await credentialsOf({ ...KEY, token: "token" })).to.include({
            accessKeyId: "AKIAPROVIDER",
            secretAccessKey: "secret",
            sessionToken: "token",
        });
    });

    it("are those of its profile, in its own shared file, and not the key in the environment", async () => {
        Object.assign(process.env, { AWS_ACCESS_KEY_ID: "AKIAENV", AWS_SECRET_ACCESS_KEY: "env" });
        const file = join(folder, "credentials");
        await writeFile(file, "[lake]\naws_access_key_id = AKIAFILE\naws_secret_access_key = file\n");
        const settings = { profile: "lake", sharedCredentialsFiles: JSON.stringify([file]) };
        expect(await credentialsOf(settings)).to.include({ accessKeyId: "AKIAFILE" });
    });

    it("are the key in the environment before AWS_PROFILE, as the AWS provider has it", async () => {
        Object.assign(process.env, {
            AWS_ACCESS_KEY_ID: "AKIAENV",
            AWS_SECRET_ACCESS_KEY: "env",
            AWS_PROFILE: "nowhere",
        });
        expect(await credentialsOf({})).to.include({ accessKeyId: "AKIAENV" });
    });

    it("are those of the last role, each assumed with the credentials of the one before and all that is said of it", async () => {
        const assumeRoles = JSON.stringify([
            {
                roleArn: role("hub"),
                sessionName: "ci",
                externalId: "acme",
                duration: "1h30m",
                policy: "{}",
                policyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"],
                sourceIdentity: "robot",
                tags: { team: "data" },
                transitiveTagKeys: ["team"],
            },
            { roleArn: role("deployer") },
        ]);
        const given = await credentialsOf({ ...KEY, assumeRoles, stsRegion: "us-west-2" });
        expect(given).to.include({ accessKeyId: "key-of-deployer", sessionToken: "token-of-deployer" });
        expect(sts.calls.map(({ signedBy, region }) => [signedBy, region])).to.deep.equal([
            ["AKIAPROVIDER", "us-west-2"],
            ["key-of-hub", "us-west-2"],
        ]);
        expect(sts.calls[0]!.parameters).to.deep.equal({
            RoleArn: role("hub"),
            RoleSessionName: "ci",
            ExternalId: "acme",
            DurationSeconds: "5400",
            Policy: "{}",
            "PolicyArns.member.1.arn": "arn:aws:iam::aws:policy/ReadOnlyAccess",
            SourceIdentity: "robot",
            "Tags.member.1.Key": "team",
            "Tags.member.1.Value": "data",
            "TransitiveTagKeys.member.1": "team",
        });
    });

    it("are those of its web identity, from which roles are assumed", async () => {
        const file = join(folder, "token");
        await writeFile(file, "oidc-token\n");
        const given = await credentialsOf({
            assumeRoleWithWebIdentity: JSON.stringify({ roleArn: role("ci"), webIdentityTokenFile: file }),
            assumeRoles: JSON.stringify([{ roleArn: role("deployer") }]),
        });
        expect(given).to.include({ accessKeyId: "key-of-deployer" });
        const [first, second] = sts.calls;
        expect(first).to.deep.include({ action: "AssumeRoleWithWebIdentity", signedBy: undefined });
        expect(first!.parameters).to.include({ RoleArn: role("ci"), WebIdentityToken: "oidc-token" });
        expect(second!.signedBy).to.equal("key-of-ci");
    });

    it("are said to be the matter where STS refuses, with the role", async () => {
        sts.refusal = ["AccessDenied", "User: x is not authorized to perform: sts:AssumeRole"];
        const assumeRoles = JSON.stringify([{ roleArn: role("deployer") }]);
        expect(await refusalOf({ ...KEY, assumeRoles })).to.match(
            /^no AWS credentials: assuming arn:aws:iam::123456789012:role\/deployer: AccessDenied: User: x/,
        );
    });

    it("are said to be the matter where there are none", async () => {
        expect(await refusalOf({})).to.match(/^no AWS credentials: looking for credentials: /);
        expect(await refusalOf({ profile: "nowhere" })).to.match(/using profile nowhere: /);
    });

    it("are not guessed where several shared files would have to be read as one", async () => {
        const sharedConfigFiles = JSON.stringify(["a", "b"]);
        expect(await refusalOf({ profile: "x", sharedConfigFiles })).to.contain("merge them into one file");
    });
});

describe("A duration as Go writes it", () => {
    it("is so many seconds", () => {
        expect(["15m", "1h", "1h30m", "900s", "1.5h", "900000ms"].map(secondsIn)).to.deep.equal([
            900, 3600, 5400, 900, 5400, 900,
        ]);
        expect(secondsIn(undefined)).to.equal(undefined);
    });
});
