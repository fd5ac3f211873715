import { expect } from "chai";
import { SANDBOX_VARIABLE } from "../../../components/integration/sandbox";
import { mockProgram } from "../../../components/testing";
import { IcebergEndpoint, StarRocksS3TablesIntegration } from "../../../index";
import { ACCOUNT_ID, ARGS, refusal } from "../support/integrationProgram";

const GLUE = "http://127.0.0.1:4100";
const S3_TABLES = "http://127.0.0.1:4101";
const VALUE = `account=${ACCOUNT_ID},frontend=127.0.0.1:9030,glue=${GLUE},s3tables=${S3_TABLES}`;
const IN_SANDBOX = { ...ARGS, starrocks: { user: "root", host: "127.0.0.1" } };

describe("The sandbox that a variable names", () => {
    afterEach(() => {
        delete process.env[SANDBOX_VARIABLE];
    });

    /** The catalog's endpoint where the program finds the variable. */
    async function endpoint(changes: object = {}, value = VALUE, accountId = ACCOUNT_ID): Promise<unknown> {
        const { outputs } = await mockProgram(
            () => {
                process.env[SANDBOX_VARIABLE] = value;
                return new StarRocksS3TablesIntegration("lake", { ...IN_SANDBOX, ...changes });
            },
            { accountId },
        );
        return outputs.restEndpoint;
    }

    it("has the REST endpoint where the program gives none", async () => {
        expect(await endpoint()).to.equal(`${GLUE}/iceberg`);
        expect(await endpoint({ endpoint: IcebergEndpoint.S3Tables, accessMode: "Iam" })).to.equal(
            `${S3_TABLES}/iceberg`,
        );
        const restEndpoint = "https://glue.internal/iceberg";
        expect(await endpoint({ restEndpoint })).to.equal(restEndpoint);
    });

    it("is refused for a frontend that isn't its own, though it be on this machine", async () => {
        for (const [starrocks, address] of [
            [{ host: "starrocks.internal" }, "starrocks.internal:9030"],
            [{ host: "127.0.0.1", port: 9031 }, "127.0.0.1:9031"],
            [{ hosts: ["127.0.0.1", "127.0.0.1:9032"] }, "127.0.0.1:9032"],
        ] as const) {
            expect(await refusal(endpoint({ starrocks: { user: "root", ...starrocks } }))).to.contain(
                `${SANDBOX_VARIABLE} is set, but this stack isn't the sandbox's: ` +
                    `the frontend is ${address}, and not 127.0.0.1:9030. To leave the sandbox, unset`,
            );
        }
    });

    it("is refused for an account that isn't its own", async () => {
        expect(await refusal(endpoint({}, VALUE, "999999999999"))).to.contain(
            `the AWS account is 999999999999, and not ${ACCOUNT_ID}`,
        );
    });

    it("is on this machine, or refused", async () => {
        for (const value of [
            VALUE.replace(GLUE, "https://glue.evil.example"),
            VALUE.replace(GLUE, "http://127.0.0.1.evil.example:80"),
            VALUE.replace(`glue=${GLUE},`, ""),
            "true",
        ]) {
            expect(await refusal(endpoint({}, value))).to.equal(
                `the environment variable ${SANDBOX_VARIABLE} is "${value}", expected account=<12 digits>,` +
                    "frontend=127.0.0.1:<port>,glue=http://127.0.0.1:<port>,s3tables=http://127.0.0.1:<port>",
            );
        }
    });

    it("is nothing to unit tests that run in its shell", async () => {
        process.env[SANDBOX_VARIABLE] = VALUE;
        const { outputs } = await mockProgram(() => new StarRocksS3TablesIntegration("lake", ARGS));
        expect(outputs.restEndpoint).to.equal("https://glue.us-east-1.amazonaws.com/iceberg");
        expect(process.env[SANDBOX_VARIABLE]).to.equal(VALUE);
    });
});
