import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { prettyJson } from "../../scripts/docs/json";
import { pluginSchema } from "../../scripts/schema/pluginSchema";

type Properties = Readonly<Record<string, { readonly description?: string }>>;

interface Described {
    readonly description?: string;
    readonly properties?: Properties;
    readonly inputProperties?: Properties;
    readonly isComponent?: boolean;
    readonly enum?: readonly { readonly value: string }[];
}

interface Schema {
    readonly resources: Readonly<Record<string, Described>>;
    readonly types: Readonly<Record<string, Described>>;
}

/** What a user of another language sees, as Pulumi's own analyzer reads it. */
describe("The schema of the plugin", function () {
    this.timeout(60_000);
    let schema: Schema;

    before(() => {
        schema = pluginSchema() as Schema;
    });

    const named = (name: string) => schema.resources[`pulumi-starrocks-s3tables:index:${name}`]!;

    it("is as the docstrings and types have it; if not, run npm run docs", () => {
        const kept = readFileSync(join(__dirname, "../../schema.json"), "utf8");
        expect(kept === `${prettyJson(schema)}\n`, "run npm run docs: schema.json").to.equal(true);
    });

    it("has both components, and the resources that can be declared by themselves", () => {
        const kinds = Object.entries(schema.resources).map(([token, { isComponent }]) => [
            token.split(":").at(-1),
            isComponent ?? false,
        ]);
        expect(kinds).to.deep.equal([
            ["Catalog", false],
            ["Grant", false],
            ["S3TablesFederation", true],
            ["StarRocksS3TablesIntegration", true],
        ]);
    });

    it("sees the outputs of the integration", () => {
        expect(Object.keys(named("StarRocksS3TablesIntegration").properties!).sort()).to.deep.equal([
            "catalogName",
            "keyPolicyStatements",
            "policyArns",
            "principalArn",
            "restEndpoint",
            "snippets",
            "tableBucketArn",
            "warehouse",
        ]);
    });

    it("sees the choices of an argument that may be an output", () => {
        const choices = schema.types["pulumi-starrocks-s3tables:index:AccessControl"]?.enum;
        expect(choices?.map(({ value }) => value)).to.deep.equal(["native", "ranger", "allowall"]);
    });

    it("finds a description of every argument, output and member", () => {
        const all = { ...schema.resources, ...schema.types };
        const undescribed = Object.entries(all).flatMap(([name, { properties, inputProperties }]) =>
            Object.entries({ ...properties, ...inputProperties })
                .filter(([, { description }]) => !description)
                .map(([property]) => `${name}.${property}`),
        );
        expect(undescribed).to.deep.equal([]);
    });

    it("marks what is a secret wherever it stands", () => {
        const secrets = Object.entries(schema.types).flatMap(([name, { properties = {} }]) =>
            Object.entries(properties)
                .filter(([, property]) => (property as { secret?: boolean }).secret)
                .map(([property]) => `${name.split(":").at(-1)}.${property}`),
        );
        expect(secrets).to.deep.equal([
            "IcebergOAuth2.credential",
            "IcebergOAuth2.token",
            "IcebergRest.secretAccessKey",
            "IcebergRest.sessionToken",
            "Identity.secretAccessKey",
            "S3Data.secretAccessKey",
            "StarRocksConnection.password",
        ]);
        const promised = Object.entries(schema.types).flatMap(([name, { properties = {} }]) =>
            Object.entries(properties)
                .filter(([, { description = "" }]) => /stored as a secret/.test(description))
                .map(([property]) => `${name.split(":")[2]}.${property}`),
        );
        expect(promised.length).to.be.greaterThan(3);
        expect(secrets).to.include.members(promised);
    });

    it("names the plugin's own configuration, since the engine doesn't hand it another one", () => {
        expect(JSON.stringify(schema)).to.not.match(/(?<!pulumi-)\bstarrocks:[\w*]/);
    });
});
