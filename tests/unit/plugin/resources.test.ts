import { expect } from "chai";
import { UNKNOWN } from "../../../components/common/unknown";
import { resources } from "../../../components/hosts/plugin/resources";
import { secret } from "../../../components/hosts/plugin/secretMarks";

const urnOf = (type: string, name = "lake") =>
    `urn:pulumi:prod::shop::pulumi-starrocks-s3tables:index:${type}::${name}`;

const CATALOG = urnOf("Catalog");
const CONNECTION = { host: "fe.example.com", user: "pulumi" };
const REST = { uri: "https://catalog.example.com/iceberg" };

const SIGNED = {
    signingName: "s3tables",
    signingRegion: "eu-west-1",
    accessKeyId: "AKIAEXAMPLE",
    secretAccessKey: "abc",
};

const checkCatalog = (args: object, olds: object = {}) =>
    resources.check(CATALOG, olds, { connection: CONNECTION, ...args });

async function refusals(urn: string, args: object): Promise<string[]> {
    const { failures = [] } = await resources.check(urn, {}, args);
    return failures.map(({ property, reason }) => `${property}: ${reason}`);
}

describe("The plugin's check of a catalog", () => {
    it("turns typed arguments into StarRocks' properties, which the given ones win over", async () => {
        const { inputs } = await checkCatalog({
            catalogName: "lake_typed",
            rest: { ...REST, vendedCredentials: false },
            s3: { region: "eu-west-1" },
            properties: { "aws.s3.region": "eu-north-1" },
        });
        expect(inputs).to.not.have.any.keys("rest", "s3");
        expect(inputs.properties).to.include({
            type: "iceberg",
            "iceberg.catalog.type": "rest",
            "iceberg.catalog.uri": REST.uri,
            "iceberg.catalog.vended-credentials-enabled": "false",
            "aws.s3.region": "eu-north-1",
        });
    });

    it("knows the owner by the URN, since the program can't say it", async () => {
        const { inputs } = await checkCatalog({ catalogName: "lake_owner", rest: REST });
        expect(inputs.owner).to.equal("organization/shop/prod/lake");
    });

    it("keeps credentials secret, and what the program marks", async () => {
        const { inputs, failures } = await checkCatalog({
            connection: { ...CONNECTION, password: "geheim" },
            catalogName: "lake_secret",
            comment: secret("hidden"),
            rest: { ...REST, ...SIGNED, warehouse: secret("hidden") },
            properties: { "iceberg.catalog.header.x-tenant": secret("acme") },
        });
        expect(failures).to.deep.equal([]);
        expect(inputs.secretInputs).to.deep.equal(["comment"]);
        expect(inputs.properties["iceberg.catalog.warehouse"]).to.deep.equal(secret("hidden"));
        expect(inputs.connection.password).to.deep.equal(secret("geheim"));
        expect(inputs.properties["iceberg.catalog.rest.secret-access-key"]).to.deep.equal(secret("abc"));
        expect(inputs.properties["iceberg.catalog.header.x-tenant"]).to.deep.equal(secret("acme"));
        expect(inputs.secretProperties).to.have.members([
            "iceberg.catalog.warehouse",
            "iceberg.catalog.header.x-tenant",
        ]);
    });

    it("leaves open what isn't known yet, in whole and in part", async () => {
        const whole = await checkCatalog({ catalogName: UNKNOWN, rest: UNKNOWN });
        expect(whole.failures).to.deep.equal([]);
        expect(whole.inputs.properties).to.equal(UNKNOWN);
        const part = await checkCatalog({ catalogName: "lake_open", rest: { uri: UNKNOWN } });
        expect(part.failures).to.deep.equal([]);
        expect(part.inputs.properties["iceberg.catalog.uri"]).to.equal(UNKNOWN);
    });

    it("refuses by the path of the argument, without its value", async () => {
        const args = {
            connection: CONNECTION,
            catalogName: "la ke",
            rest: { uri: "no address", maxRetries: 0 },
            namspaces: ["sales"],
        };
        const said = await refusals(CATALOG, args);
        expect(said.map((line) => line.split(":")[0])).to.have.members([
            "catalogName",
            "rest.uri",
            "rest.maxRetries",
            "namspaces",
        ]);
        expect(said.join("\n")).to.include("did you mean namespaces?").and.not.include("no address");
    });

    it("says how the connection is configured for a plugin", async () => {
        expect(await refusals(CATALOG, { catalogName: "lake_config", rest: REST })).to.match(
            /pulumi-starrocks-s3tables:host/,
        );
    });
});

describe("The plugin's check of a grant", () => {
    it("spells out what is granted", async () => {
        const { inputs } = await resources.check(
            urnOf("Grant"),
            {},
            {
                connection: CONNECTION,
                catalogName: "lake",
                role: "analyst",
                access: "Read",
                namespaces: ["sales"],
            },
        );
        expect(inputs.grants).to.include("SELECT ON ALL TABLES IN DATABASE sales");
        expect(inputs.owner).to.equal("organization/shop/prod/lake");
    });

    it("refuses by the path of the argument", async () => {
        const said = await refusals(urnOf("Grant"), {
            connection: CONNECTION,
            catalogName: "lake",
            rol: "analyst",
        });
        expect(said.join("\n")).to.match(/rol: is not an argument here; did you mean role\?/);
    });
});

describe("The plugin's resources", () => {
    it("are refused by name where a newer program asks for one that isn't there", async () => {
        const refused = await resources
            .delete("1", urnOf("Table"), {})
            .catch((error: Error) => error.message);
        expect(refused).to.match(/no resource Table/);
    });
});
