import { expect } from "chai";
import { unknownPropertyWarnings } from "../../../components/starrocks/catalog/knownProperties";

/** Misspelt keys, and what was meant. */
const MISSPELT: Readonly<Record<string, string>> = {
    "iceberg.catalog.warehous": "iceberg.catalog.warehouse",
    "iceberg.catalog.url": "iceberg.catalog.uri",
    "iceberg.catalog.rest.signing_region": "iceberg.catalog.rest.signing-region",
    "iceberg.catalog.rest.singing-name": "iceberg.catalog.rest.signing-name",
    "iceberg.catalog.rest.sigv4-enable": "iceberg.catalog.rest.sigv4-enabled",
    "iceberg.catalog.rest.client.max-retry": "iceberg.catalog.rest.client.max-retries",
    "iceberg.catalog.rest.acces-key-id": "iceberg.catalog.rest.access-key-id",
    "iceberg.catalog.vended-credential-enabled": "iceberg.catalog.vended-credentials-enabled",
    "aws.s3.regoin": "aws.s3.region",
    "aws.s3.path_style_access": "aws.s3.enable_path_style_access",
    enable_iceberg_metadata_cach: "enable_iceberg_metadata_cache",
    iceberg_meta_cache_ttl_secs: "iceberg_meta_cache_ttl_sec",
};

describe("A property that StarRocks isn't known to read", () => {
    for (const [key, meant] of Object.entries(MISSPELT)) {
        it(`${key} is told, with ${meant}`, () => {
            expect(unknownPropertyWarnings({ [key]: "x" })).to.deep.equal([
                `properties["${key}"] is not known to be read by StarRocks, which accepts any property; did you mean ${meant}?`,
            ]);
        });
    }

    it("is told without a guess where nothing is near", () => {
        expect(unknownPropertyWarnings({ something: "x" })[0]).to.match(
            /is not known to be read by StarRocks, which accepts any property$/,
        );
    });

    it("isn't a header, a setting of storage, or one of a catalog of another type", () => {
        const properties = {
            "iceberg.catalog.type": "rest",
            "iceberg.catalog.header.x-tenant": "acme",
            "azure.adls2.storage_account": "acme",
        };
        expect(unknownPropertyWarnings(properties)).to.deep.equal([]);
        expect(unknownPropertyWarnings({ type: "jdbc", jdbc_uri: "jdbc:mysql://host" })).to.deep.equal([]);
    });
});
