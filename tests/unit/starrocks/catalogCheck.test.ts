import { expect } from "chai";
import {
    checkCatalog,
    type RawCatalogInputs,
    withDefaults,
} from "../../../components/starrocks/catalog/check";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const GOOD: RawCatalogInputs = {
    connection: { host: "starrocks.internal", user: "pulumi" },
    catalogName: "lake",
    properties: { type: "iceberg", "iceberg.catalog.type": "rest" },
};

function failures(inputs: RawCatalogInputs, config: Readonly<Record<string, string>> = {}): string[] {
    return checkCatalog({ ...GOOD, ...inputs }, (key) => config[key]).map(
        ({ property, reason }) => `${property}: ${reason}`,
    );
}

describe("The check of a catalog's inputs", () => {
    it("accepts good inputs", () => expect(failures({})).to.deep.equal([]));

    it("takes host and user from the stack's configuration", () => {
        expect(failures({ connection: {} }, { "starrocks:host": "h", "starrocks:user": "u" })).to.deep.equal(
            [],
        );
    });

    it("says how to give a host and a user that are missing", () => {
        const [host, user] = failures({ connection: {} });
        expect(host).to.match(/^connection\.host: is missing.*pulumi config set starrocks:host/);
        expect(user).to.match(/^connection\.user: is missing/);
    });

    it("returns all failures at once, each with its property", () => {
        const found = failures({
            connection: { host: "h", user: "u", port: 70_000 },
            catalogName: "a-b",
            comment: "back\\slash",
            properties: { "Upper.Case": "x", good: "\u{1F600}" },
        });
        expect(found.map((each) => each.split(": ")[0])).to.deep.equal([
            "connection.port",
            "catalogName",
            "comment",
            'properties["Upper.Case"]',
            'properties["good"]',
        ]);
    });

    it("says nothing of what isn't known yet", () => {
        expect(
            failures({
                connection: { host: UNKNOWN, user: UNKNOWN, password: UNKNOWN },
                catalogName: UNKNOWN,
                comment: UNKNOWN,
                properties: { "iceberg.catalog.uri": UNKNOWN },
            }),
        ).to.deep.equal([]);
        expect(failures({ properties: UNKNOWN as unknown as Record<string, string> })).to.deep.equal([]);
    });

    it("refuses what StarRocks shows in place of a credential", () => {
        const key = "iceberg.catalog.rest.secret-access-key";
        expect(failures({ properties: { [key]: "wJ******EY" } })[0]).to.match(/not the credential/);
    });

    it("refuses a value that is no string", () => {
        expect(failures({ properties: { n: 1 as unknown as string } })[0]).to.match(/must be a string/);
    });

    it("never repeats the value of a property, which may be a secret", () => {
        expect(failures({ properties: { token: "s3cr3t\\" } }).join()).to.not.include("s3cr3t");
    });
});

describe("The defaults of a catalog's inputs", () => {
    it("bound the REST client of a REST catalog", () => {
        expect(withDefaults(GOOD).properties).to.include({
            "iceberg.catalog.rest.client.connection-timeout-ms": "5000",
            "iceberg.catalog.rest.client.socket-timeout-ms": "30000",
            "iceberg.catalog.rest.client.max-retries": "3",
        });
    });

    it("leave bounds that were given alone", () => {
        const properties = { ...GOOD.properties, "iceberg.catalog.rest.client.max-retries": "1" };
        expect(withDefaults({ ...GOOD, properties }).properties).to.include({
            "iceberg.catalog.rest.client.max-retries": "1",
        });
    });

    it("add nothing to a catalog that is not REST", () => {
        expect(
            withDefaults({ ...GOOD, properties: { "iceberg.catalog.type": "glue" } }).properties,
        ).to.deep.equal({
            type: "iceberg",
            "iceberg.catalog.type": "glue",
        });
    });
});
