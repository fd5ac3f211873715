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
    const properties =
        typeof inputs.properties === "object"
            ? { "iceberg.catalog.type": "rest", ...inputs.properties }
            : (inputs.properties ?? GOOD.properties);
    return checkCatalog({ ...GOOD, ...inputs, properties }, (key) => config[key]).map(
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
            comment: "\u{1F600}",
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
        for (const key of ["iceberg.catalog.oauth2.token", "aws.s3.session_token"]) {
            expect(failures({ properties: { [key]: "******" } })[0]).to.match(/not the credential/);
        }
    });

    it("refuses a value that is no string", () => {
        expect(failures({ properties: { n: 1 as unknown as string } })[0]).to.match(/must be a string/);
    });

    const RULES: readonly [key: string, good: readonly string[], bad: readonly string[], reason: RegExp][] = [
        [
            "iceberg.catalog.rest.client.max-retries",
            ["1", "5"],
            ["0", "-1", "many", "1.5"],
            /whole number of at least 1/,
        ],
        [
            "iceberg.catalog.rest.client.socket-timeout-ms",
            ["1000"],
            ["0", "10s"],
            /whole number of at least 1/,
        ],
        ["iceberg_meta_cache_ttl_sec", ["0", "3600"], ["1h", ""], /whole number of seconds/],
        ["iceberg.catalog.rest.sigv4-enabled", ["true", "false"], ["yes", "maybe"], /must be true or false/],
        ["enable_iceberg_metadata_cache", ["true"], ["1"], /must be true or false/],
        ["aws.s3.use_instance_profile", ["true"], ["on"], /must be true or false/],
        [
            "catalog.access.control",
            ["native", "ranger", "allowall"],
            ["foo"],
            /must be native, ranger or allowall/,
        ],
        [
            "iceberg.catalog.uri",
            ["https://glue.eu-west-1.amazonaws.com/iceberg"],
            ["glue", "thrift://x"],
            /URL/,
        ],
        ["password", [], ["x"], /StarRocks doesn't show it/],
        ["rest.signing-name", [], ["glue"], /must be written as iceberg\.catalog\.rest\.signing-name/],
    ];
    for (const [key, good, bad, reason] of RULES) {
        it(`holds ${key} to its rule`, () => {
            for (const value of good) {
                expect(failures({ properties: { [key]: value } }), value).to.deep.equal([]);
            }
            for (const value of bad) {
                expect(failures({ properties: { [key]: value } })[0], value).to.match(reason);
            }
        });
    }

    it("refuses half of an access key, and an empty one", () => {
        const [keyId, secret] = [
            "iceberg.catalog.rest.access-key-id",
            "iceberg.catalog.rest.secret-access-key",
        ];
        expect(failures({ properties: { [keyId]: "AKIA" } })).to.deep.equal([
            `properties["${secret}"]: is missing or empty: set both parts of the access key, or neither`,
        ]);
        expect(failures({ properties: { [keyId]: "", [secret]: "" } })).to.have.length(2);
        expect(failures({ properties: { "aws.s3.secret_key": "secret" } })[0]).to.contain(
            "aws.s3.access_key",
        );
    });

    it("refuses a number of seconds that is none", () => {
        expect(failures({ propagationTimeoutSeconds: -1 })[0]).to.match(
            /^propagationTimeoutSeconds: must be/,
        );
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
