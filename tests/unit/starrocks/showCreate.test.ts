import { expect } from "chai";
import { propertiesToSet, surplusProperties } from "../../../components/starrocks/catalog/compare";
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

    it("takes a value that ends in a backslash, and a key with a quote, as they are", () => {
        const text = 'CREATE EXTERNAL CATALOG `lake`\nPROPERTIES ("a"  =  "x\\",\n"b"c"  =  "y\\"\n)';
        expect(parseShowCreateCatalog(text).properties).to.deep.equal({ a: "x\\", 'b"c': "y\\" });
    });

    it("takes the names that all objects have for names", () => {
        const text =
            'CREATE EXTERNAL CATALOG `lake`\nPROPERTIES ("__proto__"  =  "x",\n"constructor"  =  "y"\n)';
        const { properties } = parseShowCreateCatalog(text);
        expect(Object.entries(properties)).to.deep.equal([
            ["__proto__", "x"],
            ["constructor", "y"],
        ]);
        expect(surplusProperties({}, properties)).to.deep.equal(["__proto__", "constructor"]);
        expect(propertiesToSet(properties, {})).to.deep.equal(properties);
    });

    it("is read in linear time, also where it is crafted", () => {
        const head = "CREATE EXTERNAL CATALOG `lake`\n";
        const half = (part: string) => part.repeat(1e6 / part.length);
        const began = process.cpuUsage();
        for (const text of [
            `${head}comment "${half('\\"')}`,
            `${head}comment "${half("x")}"\nPROPERTIES ("a"  =  "b"\n)`,
            `${head}PROPERTIES (${half('"a"  =  "')}`,
            `${head}PROPERTIES ("a${half('" ')}`,
            `${head}PROPERTIES ("a"  =  "${half('\\"')}`,
            `${head}PROPERTIES ("a"  =  "${half('",\n')}`,
            `${head}PROPERTIES ("a"${half(" ")}`,
            `${head}PROPERTIES ("a"  =  "b"${half("\n")}`,
            half(head),
        ]) {
            try {
                parseShowCreateCatalog(text);
            } catch {
                // Most of them can't be read.
            }
        }
        expect(process.cpuUsage(began).user / 1000).to.be.lessThan(8000);
    });

    it("fails on properties that can't be read", () => {
        for (const properties of ['"a"  =  "b', "a = b)"]) {
            expect(() =>
                parseShowCreateCatalog(`CREATE EXTERNAL CATALOG x\nPROPERTIES (${properties}`),
            ).to.throw(/can't be read|without the end/);
        }
    });

    it("fails on a text without properties", () => {
        expect(() => parseShowCreateCatalog("")).to.throw("without PROPERTIES");
    });
});
