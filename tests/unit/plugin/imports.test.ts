import { expect } from "chai";
import { withDefaults } from "../../../components/starrocks/catalog/check";
import { isAsFound, withGivenCredentials } from "../../../components/starrocks/catalog/find";
import { asOneGrant, parseGrantId } from "../../../components/starrocks/grant/find";

const FOUND = withDefaults({ connection: {}, catalogName: "lake", frontends: ["fe:9030"] } as object);
const PROPERTIES = {
    type: "iceberg",
    "iceberg.catalog.type": "rest",
    "aws.s3.access_key": "AK******LE",
    "aws.s3.secret_key": "ab******yz",
};
const found = { ...FOUND, frontends: ["fe:9030"], properties: PROPERTIES };
const wanted = (changes: object) => ({
    ...found,
    ...withDefaults({
        catalogName: "lake",
        properties: {
            ...PROPERTIES,
            "aws.s3.access_key": "AKIAEXAMPLE",
            "aws.s3.secret_key": "abcdefgxyz",
            ...changes,
        },
    }),
});

describe("An imported catalog", () => {
    it("is unchanged by the credentials whose masks were found, and by the bounds that this package adds", () => {
        const program = wanted({});
        expect(Object.keys(program.properties)).to.include("iceberg.catalog.rest.client.max-retries");
        expect(isAsFound(found, program)).to.equal(true);
    });

    it("is changed by another credential, another property or one less, and by another place", () => {
        expect(isAsFound(found, wanted({ "aws.s3.secret_key": "another" }))).to.equal(false);
        expect(isAsFound(found, wanted({ "aws.s3.region": "eu-west-1" }))).to.equal(false);
        const { "aws.s3.access_key": _, ...fewer } = wanted({}).properties;
        expect(isAsFound(found, { ...wanted({}), properties: fewer })).to.equal(false);
        expect(isAsFound(found, { ...wanted({}), frontends: ["other:9030"] })).to.equal(false);
    });

    it("gets the credentials that the program has given since, and never one that doesn't fit", () => {
        const given = { "aws.s3.access_key": "AKIAEXAMPLE", "aws.s3.secret_key": "another" };
        expect(withGivenCredentials(found, given).properties).to.deep.equal({
            ...PROPERTIES,
            "aws.s3.access_key": "AKIAEXAMPLE",
        });
    });
});

describe("An imported grant", () => {
    it("may be a role's or a user's, unless the id says which", () => {
        expect(parseGrantId("lake|analyst").grantees).to.deep.equal([
            { role: "analyst" },
            { user: "analyst" },
        ]);
        expect(parseGrantId("lake|role:analyst").grantees).to.deep.equal([{ role: "analyst" }]);
        expect(parseGrantId("lake|user:etl").grantees).to.deep.equal([{ user: "etl" }]);
        expect(parseGrantId("lake|'etl'@'10.0.0.0/8'").grantees).to.deep.equal([
            { user: "'etl'@'10.0.0.0/8'" },
        ]);
        expect(() => parseGrantId("lake")).to.throw(/<catalog>\|<role or user>/);
    });

    it("is told as an access level, as privileges on what it is limited to, or not as one grant", () => {
        const target = { catalogName: "lake", role: "analyst" };
        expect(asOneGrant(target, ["SELECT ON ALL TABLES IN DATABASE sales", "USAGE ON CATALOG lake"]))
            .to.include({ access: "Read" })
            .and.deep.include({ namespaces: ["sales"] });
        expect(asOneGrant(target, ["SELECT ON TABLE sales.taxis"])).to.deep.include({
            privileges: { tables: ["SELECT"] },
            tables: ["sales.taxis"],
        });
        expect(() =>
            asOneGrant(target, ["SELECT ON ALL TABLES IN DATABASE sales", "SELECT ON TABLE web.visits"]),
        ).to.throw(/no single grant: .*several grants with adopt: true/);
    });
});
