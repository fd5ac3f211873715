import { expect } from "chai";
import { loginName, parseUser, userProblems, userText } from "../../../components/starrocks/userIdentity";

describe("A user of StarRocks", () => {
    for (const [written, expected] of [
        ["etl", "'etl'@'%'"],
        ["svc/etl", "'svc/etl'@'%'"],
        ["svc/host.example-1", "'svc/host.example-1'@'%'"],
        ["etl@10.0.0.%", "'etl'@'10.0.0.%'"],
        ["etl@10.0.0.0/8", "'etl'@'10.0.0.0/8'"],
        ["'etl'@'10.0.0.0/8'", "'etl'@'10.0.0.0/8'"],
        ["'etl'@['host']", "'etl'@['host']"],
        ["etl@[host.example]", "'etl'@['host.example']"],
        ['"etl"@"::1"', "'etl'@'::1'"],
    ] as const) {
        it(`written as ${written} is ${expected}`, () => {
            expect(userText(parseUser(written)!)).to.equal(expected);
            expect(userProblems(written)).to.deep.equal([]);
        });
    }

    for (const written of [
        "",
        "@host",
        "a b",
        "a'b",
        "a'@'b",
        "a\0",
        "-a",
        "/a",
        "a/b/c",
        "etl@",
        "etl@a'b",
        "etl@[]",
    ]) {
        it(`isn't written as ${JSON.stringify(written)}`, () => {
            expect(userProblems(written)).to.have.length(1);
        });
    }

    it("logs in with the name alone, which an external directory may have with an @ in it", () => {
        expect(["etl", "svc/etl", "'etl'@'10.0.0.0/8'", "ada@example.com"].map(loginName)).to.deep.equal([
            "etl",
            "svc/etl",
            "etl",
            "ada@example.com",
        ]);
    });
});
