import { expect } from "chai";
import { lakeFormationClient } from "../../components/lakeFormation/client";

const PLACE = { region: "eu-west-1" };

function configured(values: Readonly<Record<string, string>>) {
    return (key: string) => values[key];
}

describe("The client of Lake Formation", () => {
    it("works in the Region of the grants", async () => {
        const client = await lakeFormationClient(PLACE, configured({}));
        expect(await client.config.region()).to.equal("eu-west-1");
    });

    it("uses the key of the stack's configuration", async () => {
        const config = configured({
            "aws:accessKey": "AKIA",
            "aws:secretKey": "secret",
            "aws:token": "token",
        });
        const client = await lakeFormationClient(PLACE, config);
        expect(await client.config.credentials()).to.include({
            accessKeyId: "AKIA",
            secretAccessKey: "secret",
            sessionToken: "token",
        });
    });

    it("prefers the profile of the component's own provider to the stack's key", async () => {
        const config = configured({ "aws:accessKey": "AKIA", "aws:secretKey": "secret" });
        const client = await lakeFormationClient({ ...PLACE, profile: "nowhere-to-be-found" }, config);
        const failure = await client.config.credentials().catch((error: Error) => error.message);
        expect(failure).to.match(/nowhere-to-be-found|credentials/);
    });

    it("assumes the roles of the stack's configuration instead of acting as the key", async () => {
        const config = configured({
            "aws:accessKey": "AKIA",
            "aws:secretKey": "secret",
            "aws:assumeRoles": JSON.stringify([{ roleArn: "arn:aws:iam::123456789012:role/deployer" }]),
        });
        const before = process.env.AWS_ENDPOINT_URL_STS;
        process.env.AWS_ENDPOINT_URL_STS = "http://127.0.0.1:1";
        try {
            const client = await lakeFormationClient(PLACE, config);
            const failure = await client.config
                .credentials()
                .catch((error: Error) => String(error.stack ?? error));
            expect(failure).to.match(/ECONNREFUSED|127\.0\.0\.1:1|AssumeRole/);
        } finally {
            if (before === undefined) {
                delete process.env.AWS_ENDPOINT_URL_STS;
            } else {
                process.env.AWS_ENDPOINT_URL_STS = before;
            }
        }
    });
});
