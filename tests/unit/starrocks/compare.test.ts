import { expect } from "chai";
import { withDefaults } from "../../../components/starrocks/catalog/check";
import {
    differences,
    propertiesFromServer,
    propertiesToSet,
    surplusProperties,
} from "../../../components/starrocks/catalog/compare";

const SECRET = "iceberg.catalog.rest.secret-access-key";
const TOKEN = "iceberg.catalog.rest.session-token";
const WANTED = {
    type: "iceberg",
    "aws.s3.region": "eu-west-1",
    [SECRET]: "wJalrXUtnFEMIEY",
    [TOKEN]: "token",
};
const SHOWN = { type: "iceberg", "aws.s3.region": "eu-west-1", [SECRET]: "wJ******EY", [TOKEN]: "token" };

describe("A catalog on the server, compared with the wanted one,", () => {
    it("is the same if every property shows its value or a mask that fits", () => {
        expect(propertiesToSet(WANTED, SHOWN)).to.deep.equal({});
        expect(differences(withDefaults({ properties: WANTED }), { properties: SHOWN })).to.deep.equal([]);
    });

    it("lacks what isn't shown, and what is shown with another value", () => {
        const shown = {
            type: "iceberg",
            "aws.s3.region": "eu-west-2",
            [SECRET]: "zz******zz",
            [TOKEN]: "token",
        };
        expect(propertiesToSet({ ...WANTED, added: "x" }, shown)).to.deep.equal({
            "aws.s3.region": "eu-west-1",
            [SECRET]: "wJalrXUtnFEMIEY",
            added: "x",
        });
    });

    it("has too much of what isn't wanted", () => {
        expect(surplusProperties(WANTED, { ...SHOWN, extra: "x" })).to.deep.equal(["extra"]);
    });

    it("is told without what the program marks secret, whatever it is called", () => {
        const key = "iceberg.catalog.header.x-tenant";
        const wanted = withDefaults({ properties: { [key]: "mine" }, secretProperties: [key] });
        expect(differences(wanted, { properties: { type: "iceberg", [key]: "theirs" } })).to.deep.equal([
            `${key}: is "******", should be "******"`,
        ]);
    });

    it("is told in full, without any credential", () => {
        const shown = { comment: "theirs", properties: { ...SHOWN, [TOKEN]: "another token", extra: "x" } };
        const wanted = withDefaults({ properties: { ...WANTED, [SECRET]: "something else" } });
        expect(differences(wanted, shown)).to.deep.equal([
            `${SECRET}: is "wJ******EY", should be "so******se"`,
            `${TOKEN}: is "******", should be "******"`,
            'extra: is "x", should not be set',
            'comment: is "theirs", should be not set',
        ]);
    });
});

describe("The properties of a catalog on the server, told for the state,", () => {
    it("are what is known where a mask fits", () => {
        expect(propertiesFromServer(WANTED, SHOWN)).to.deep.equal(WANTED);
    });

    it("are as shown where they differ", () => {
        const shown = { ...SHOWN, "aws.s3.region": "eu-west-2", [SECRET]: "zz******zz" };
        expect(propertiesFromServer(WANTED, shown)).to.include({
            "aws.s3.region": "eu-west-2",
            [SECRET]: "zz******zz",
        });
    });

    it("never hold somebody else's credential, also where StarRocks shows it in clear", () => {
        const shown = { ...SHOWN, [TOKEN]: "theirs", "ICEBERG.CATALOG.REST.SECRET-ACCESS-KEY": "theirs" };
        expect(JSON.stringify(propertiesFromServer(WANTED, shown))).to.not.contain("theirs");
    });

    it("never hold somebody else's value of what the program marks secret", () => {
        expect(propertiesFromServer({ x: "mine" }, { x: "theirs" }, ["x"])).to.deep.equal({ x: "******" });
        expect(propertiesFromServer({ x: "mine" }, { x: "mine" }, ["x"])).to.deep.equal({ x: "mine" });
    });

    it("never hold a credential of an old frontend that masks fewer", () => {
        expect(propertiesFromServer(WANTED, { [SECRET]: "of somebody else" })).to.deep.equal({
            [SECRET]: "of******se",
        });
    });

    it("has its type in whatever case somebody wrote it", () => {
        const shown = { type: "ICEBERG" };
        expect(propertiesToSet({ type: "iceberg" }, shown)).to.deep.equal({});
        expect(propertiesFromServer({ type: "iceberg" }, shown)).to.deep.equal({ type: "iceberg" });
    });

    it("has what a frontend adds by itself without being another one", () => {
        const wanted = { type: "es", hosts: "http://es:9200" };
        const shown = {
            ...wanted,
            enable_docvalue_scan: "true",
            enable_keyword_sniff: "true",
            "es.net.ssl": "false",
            "es.nodes.wan.only": "false",
            user: "",
        };
        expect(surplusProperties(wanted, shown)).to.deep.equal([]);
        expect(propertiesFromServer(wanted, shown)).to.deep.equal(wanted);
    });

    it("shows what was declared of that, if another value is there", () => {
        const wanted = { type: "es", "es.net.ssl": "true" };
        expect(propertiesFromServer(wanted, { type: "es", "es.net.ssl": "false" })).to.include({
            "es.net.ssl": "false",
        });
    });
});
