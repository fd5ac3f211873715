import { expect } from "chai";
import { withDefaults } from "../../../components/starrocks/catalog/check";
import { diffCatalog } from "../../../components/starrocks/catalog/diff";

const OLD = withDefaults({
    connection: { host: "h", user: "u" },
    catalogName: "lake",
    comment: "ours",
    properties: { type: "iceberg", "aws.s3.region": "eu-west-1" },
});

describe("A change of a catalog", () => {
    it("is made in place when a property is added or changed", () => {
        const properties = { type: "iceberg", "aws.s3.region": "eu-west-2", added: "x" };
        expect(diffCatalog(OLD, { ...OLD, properties })).to.deep.equal({
            replaces: [],
        });
    });

    it("replaces the catalog when a property is removed", () => {
        expect(diffCatalog(OLD, { ...OLD, properties: { type: "iceberg" } })).to.deep.equal({
            replaces: ["properties"],
        });
    });

    it("replaces the catalog when its type changes", () => {
        const properties = { ...OLD.properties, type: "hive" };
        expect(diffCatalog(OLD, { ...OLD, properties }).replaces).to.deep.equal(["properties"]);
    });

    it("replaces the catalog when its comment changes", () => {
        expect(diffCatalog(OLD, { ...OLD, comment: "theirs" })).to.deep.equal({
            replaces: ["comment"],
        });
    });

    it("makes the catalog of a new name before the old one goes", () => {
        expect(diffCatalog(OLD, { ...OLD, catalogName: "lake2" })).to.deep.equal({
            replaces: ["catalogName"],
        });
    });

    it("leaves the catalog where it is when only the way to StarRocks changes", () => {
        expect(diffCatalog(OLD, { ...OLD, connection: { host: "other", user: "u" } }).replaces).to.deep.equal(
            [],
        );
    });
});
