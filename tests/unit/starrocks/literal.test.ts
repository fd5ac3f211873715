import { expect } from "chai";
import fc from "fast-check";
import { escape as driversLiteral } from "mysql2";
import { literal } from "../../../components/starrocks/literal";

describe("A literal", () => {
    it("is what the driver makes of the text", () => {
        const special = fc.string({ unit: fc.constantFrom(..."\0\b\t\n\r\x1a\"'\\a%`") });
        fc.assert(
            fc.property(fc.oneof(special, fc.string({ unit: "grapheme" })), (text) => {
                expect(literal(text)).to.equal(driversLiteral(text));
            }),
        );
    });
});
