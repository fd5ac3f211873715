import { inspect } from "node:util";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { printed, refuse } from "../../components/common/validation";

function refusal(): Error {
    try {
        refuse("invalid arguments", [
            { path: "namespaces[0]", problem: '"A" is wrong' },
            { path: "identity", problem: "is missing" },
        ]);
    } catch (error) {
        return error as Error;
    }
    throw new Error("nothing was refused");
}

describe("A refusal", () => {
    it("lists all faults, each with the path of its argument", () => {
        expect(refusal().message).to.equal(
            'invalid arguments:\n  * namespaces[0]: "A" is wrong\n  * identity: is missing',
        );
    });

    it("is shown by Pulumi without a stack trace", () => {
        expect(pulumi.RunError.isInstance(refusal())).to.equal(true);
    });

    it("has no frames, on which Node.js loops when it prints them in colour", () => {
        expect(inspect(refusal(), { colors: true })).to.not.contain("    at ");
    });

    it("is none where nothing is wrong", () => {
        expect(() => refuse("invalid arguments", [])).to.not.throw();
    });
});

describe("A value that is printed", () => {
    for (const [value, expected] of [
        ["sales", '"sales"'],
        ["a\0b\u001b[31m", '"a\\u{0}b\\u{1b}[31m"'],
        ["abc\u202edef", '"abc\\u{202e}def"'],
        ["a".repeat(100), `"${"a".repeat(80)}…"`],
        ["https://user:hunter2@host/iceberg", '"https:…@host/iceberg"'],
        [`https://user:${"hunter2".repeat(100)}@host`, '"https:…@host"'],
        ["user:hunter2@host", '"user:…@host"'],
    ] as const) {
        it(`reads ${expected}`, () => expect(printed(value)).to.equal(expected));
    }
});
