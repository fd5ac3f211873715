import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { lakeFormationClient } from "../../components/awsAccess/clients";
import { answered } from "../../components/awsAccess/timeLimits";

describe("A call of AWS", () => {
    const hanging = createServer(() => {});
    let endpoint: string;

    before(async () => {
        await new Promise<void>((resolve) => {
            hanging.listen(0, "127.0.0.1", resolve);
        });
        endpoint = `http://127.0.0.1:${(hanging.address() as AddressInfo).port}`;
    });

    after(() => {
        hanging.closeAllConnections();
        hanging.close();
    });

    const settings = () => ({
        accessKey: "AKIA",
        secretKey: "secret",
        endpoints: JSON.stringify([{ lakeformation: endpoint, sts: endpoint }]),
    });
    const outcome = async (withRole: boolean) => {
        const { GetDataLakeSettingsCommand } = await import("@aws-sdk/client-lakeformation");
        const assumeRoles = JSON.stringify([{ roleArn: "arn:aws:iam::123456789012:role/deployer" }]);
        const client = await lakeFormationClient({
            region: "eu-west-1",
            settings: { ...settings(), ...(withRole && { assumeRoles }) },
        });
        return answered(
            "Lake Formation",
            (options) => client.send(new GetDataLakeSettingsCommand({}), options),
            300,
        ).then(
            () => "answered",
            (error: Error) => error.message,
        );
    };

    it("ends where nothing answers", async () => {
        expect(await outcome(false)).to.equal("Lake Formation didn't answer within 0.3 s");
    });

    it("ends where the credentials don't come", async () => {
        expect(await outcome(true)).to.equal("Lake Formation didn't answer within 0.3 s");
    });

    it("brings its answer, and its own failure", async () => {
        expect(await answered("IAM", async () => 42)).to.equal(42);
        const failure = answered("IAM", () => Promise.reject(new Error("refused")));
        expect(await failure.catch((error: Error) => error.message)).to.equal("refused");
    });
});
