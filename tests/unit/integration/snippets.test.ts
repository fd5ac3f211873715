import { expect } from "chai";
import { load } from "js-yaml";
import { MockedMount, mockProgram } from "../../../components/testing";
import {
    AccessMode,
    IcebergEndpoint,
    type IntegrationSnippets,
    StarRocksS3TablesIntegration,
} from "../../../index";
import { ARGS, REGION } from "../support/integrationProgram";

async function snippetsOf(
    args: object = {},
    mount: MockedMount = MockedMount.LakeFormation,
): Promise<IntegrationSnippets> {
    const { outputs } = await mockProgram(
        () => ({ snippets: new StarRocksS3TablesIntegration("lake", { ...ARGS, ...args }).snippets }),
        { region: REGION, mount },
    );
    return outputs.snippets as IntegrationSnippets;
}

/** Settings by key, of lines with one between key and value. */
const settingsIn = (text: string, separator: string) =>
    Object.fromEntries(
        text
            .trimEnd()
            .split("\n")
            .map((line) => [
                line.slice(0, line.indexOf(separator)),
                line.slice(line.indexOf(separator) + separator.length),
            ]),
    );

describe("The snippets of an integration", () => {
    const WAREHOUSE = "123456789012:s3tablescatalog/acme-lakehouse";
    const ENDPOINT = "https://glue.eu-west-1.amazonaws.com/iceberg";

    it("name bucket and namespaces, and begin a session in StarRocks", async () => {
        expect(await snippetsOf()).to.deep.include({
            tableBucketName: "acme-lakehouse",
            namespaces: ["sales", "web"],
            starRocks: "SET CATALOG lake;\nSHOW DATABASES;\n",
        });
    });

    it("lead Spark, Trino and PyIceberg to the same tables, with vended credentials", async () => {
        const { spark, trino, pyIceberg } = await snippetsOf();
        expect(settingsIn(spark, " ")).to.deep.include({
            "spark.sql.catalog.lake": "org.apache.iceberg.spark.SparkCatalog",
            "spark.sql.catalog.lake.uri": ENDPOINT,
            "spark.sql.catalog.lake.warehouse": WAREHOUSE,
            "spark.sql.catalog.lake.rest.signing-name": "glue",
            "spark.sql.catalog.lake.rest.signing-region": "eu-west-1",
            "spark.sql.catalog.lake.header.X-Iceberg-Access-Delegation": "vended-credentials",
        });
        expect(settingsIn(trino, "=")).to.deep.include({
            "iceberg.rest-catalog.uri": ENDPOINT,
            "iceberg.rest-catalog.warehouse": WAREHOUSE,
            "iceberg.rest-catalog.security": "SIGV4",
            "iceberg.rest-catalog.signing-name": "glue",
            "iceberg.rest-catalog.vended-credentials-enabled": "true",
        });
        expect(load(pyIceberg)).to.deep.equal({
            catalog: {
                lake: {
                    type: "rest",
                    uri: ENDPOINT,
                    warehouse: WAREHOUSE,
                    "rest.sigv4-enabled": "true",
                    "rest.signing-name": "glue",
                    "rest.signing-region": "eu-west-1",
                    "s3.region": "eu-west-1",
                },
            },
        });
    });

    it("ask for no credentials where none are vended, on the endpoint that the catalog uses", async () => {
        const { spark, trino, pyIceberg } = await snippetsOf(
            { endpoint: IcebergEndpoint.S3Tables, accessMode: AccessMode.Iam },
            MockedMount.Missing,
        );
        const warehouse = "arn:aws:s3tables:eu-west-1:123456789012:bucket/acme-lakehouse";
        expect(spark).to.contain(`lake.warehouse ${warehouse}\n`).and.not.contain("Delegation");
        expect(settingsIn(trino, "=")).to.deep.include({
            "iceberg.rest-catalog.uri": "https://s3tables.eu-west-1.amazonaws.com/iceberg",
            "iceberg.rest-catalog.signing-name": "s3tables",
            "iceberg.rest-catalog.vended-credentials-enabled": "false",
        });
        expect(pyIceberg).to.contain('header.X-Iceberg-Access-Delegation: ""\n');
    });

    it("are no secret, and hold none", async () => {
        const text = JSON.stringify(await snippetsOf());
        expect(text).to.not.match(/hunter2|AKIA|secret|password/i);
    });
});
