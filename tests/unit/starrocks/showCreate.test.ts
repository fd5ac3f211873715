import { expect } from "chai";
import { parseShowCreateCatalog } from "../../../components/starrocks/showCreate";

// As printed by a frontend of 4.1-dev.
const SHOWN = [
    "CREATE EXTERNAL CATALOG `lake`",
    'comment "my \\"comment\\""',
    'PROPERTIES ("iceberg.catalog.rest.secret-access-key"  =  "wJ******EY",',
    '"iceberg.catalog.uri"  =  "http://127.0.0.1:1/iceberg",',
    '"quoted"  =  "a\\"b",',
    '"empty"  =  "",',
    '"type"  =  "iceberg"',
    ")",
].join("\n");

describe("SHOW CREATE CATALOG", () => {
    it("yields every property as it is shown", () => {
        expect(parseShowCreateCatalog(SHOWN).properties).to.deep.equal({
            "iceberg.catalog.rest.secret-access-key": "wJ******EY",
            "iceberg.catalog.uri": "http://127.0.0.1:1/iceberg",
            quoted: 'a"b',
            empty: "",
            type: "iceberg",
        });
    });

    it("yields the comment without its escapes", () => {
        expect(parseShowCreateCatalog(SHOWN).comment).to.equal('my "comment"');
    });

    it("yields no comment where there is none", () => {
        const text = 'CREATE EXTERNAL CATALOG `lake`\nPROPERTIES ("type"  =  "iceberg"\n)';
        expect(parseShowCreateCatalog(text)).to.deep.equal({ properties: { type: "iceberg" } });
    });

    it("tells an empty comment from none", () => {
        const text = 'CREATE EXTERNAL CATALOG `lake`\ncomment ""\nPROPERTIES ("type"  =  "iceberg"\n)';
        expect(parseShowCreateCatalog(text).comment).to.equal("");
    });

    it("isn't led astray by a value that looks like the next property", () => {
        const text =
            'CREATE EXTERNAL CATALOG `lake`\nPROPERTIES ("a"  =  "x\\",\n\\"b\\"  =  \\"y",\n"type"  =  "iceberg"\n)';
        expect(parseShowCreateCatalog(text).properties).to.deep.equal({
            a: 'x",\n"b"  =  "y',
            type: "iceberg",
        });
    });

    it("isn't led astray by a comment that looks like properties", () => {
        const text =
            'CREATE EXTERNAL CATALOG `lake`\ncomment "x\nPROPERTIES (\\"a\\"  =  \\"b\\"\n)"\nPROPERTIES ("type"  =  "iceberg"\n)';
        expect(parseShowCreateCatalog(text)).to.deep.equal({
            comment: 'x\nPROPERTIES ("a"  =  "b"\n)',
            properties: { type: "iceberg" },
        });
    });

    it("fails on a text without properties", () => {
        expect(() => parseShowCreateCatalog("")).to.throw("without PROPERTIES");
    });
});
