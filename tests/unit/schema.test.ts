import { expect } from "chai";
import { problemsIn } from "../../components/common/schema/check";
import { nearest } from "../../components/common/schema/nearest";
import { flag, list, object, text, whole } from "../../components/common/schema/schema";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

interface Args {
    name: string;
    key?: string;
    count?: number;
    flags?: boolean[];
}

const schema = object<Args>(
    {
        name: text((name) => (name === "good" ? [] : ["is wrong"]), { plain: true, required: true }),
        key: text(() => ["is wrong"], { secret: true }),
        count: whole(1, 9),
        flags: list(flag(), { most: 2 }),
    },
    { rules: ({ count }) => (count === 5 ? [{ path: "count", problem: "doesn't go with the others" }] : []) },
);

function problems(value: unknown, asking: "program" | "provider" = "program"): string[] {
    return problemsIn(schema, value, "args", asking).map(({ path, problem }) => `${path}: ${problem}`);
}

describe("A schema of arguments", () => {
    it("accepts what fits, and leaves out what is left out", () => {
        expect(problems({ name: "good", count: 9, flags: [true], key: undefined })).to.deep.equal([]);
    });

    it("tells all faults at once, with the value where it is no secret", () => {
        expect(problems({ name: "bad", key: "hunter2", count: 10, flags: [true, "true"] })).to.deep.equal([
            'args.name: "bad" is wrong',
            "args.key: is wrong",
            "args.count: must be a whole number from 1 to 9, without quotes, not the number 10",
            'args.flags[1]: must be true or false, without quotes, not the string "true"',
        ]);
    });

    it("prints no value to a provider, which can't tell secrets from others", () => {
        expect(problems({ name: "bad", count: 10 }, "provider")).to.deep.equal([
            "args.name: is wrong",
            "args.count: must be a whole number from 1 to 9, without quotes",
        ]);
    });

    it("passes over what a provider doesn't know yet, and nothing else that looks like it", () => {
        expect(problems({ name: UNKNOWN, count: UNKNOWN }, "provider")).to.deep.equal([]);
        expect(problems({ name: UNKNOWN })).to.have.length(1);
    });

    it("asks for its rules only where all types are right", () => {
        expect(problems({ name: "bad", count: 5 })).to.deep.equal([
            'args.name: "bad" is wrong',
            "args.count: doesn't go with the others",
        ]);
        expect(problems({ name: 1, count: 5 })).to.deep.equal([
            "args.name: must be a string, not the number 1",
        ]);
    });

    it("tells what is missing, too long, or unknown, with the name that was meant", () => {
        expect(problems({ flags: [true, true, true], coutn: 1, "\u001b[31m": 1 })).to.deep.equal([
            "args.coutn: is not an argument here; did you mean count?",
            'args["\\u{1b}[31m"]: is not an argument here; the arguments are name, key, count, flags',
            "args.name: is missing",
            "args.flags: has 3 entries; at most 2 are allowed",
        ]);
    });

    it("finds the holes of a sparse list", () => {
        expect(problems({ name: "good", flags: new Array(1) })).to.deep.equal(["args.flags[0]: is missing"]);
    });
});

describe("The nearest name", () => {
    for (const [written, meant] of [
        ["acces", "access"],
        ["Access", "access"],
        ["name_space", "namespaces"],
        ["vertifyCertificate", "verifyCertificate"],
        ["xyz", undefined],
        ["a".repeat(100_000), undefined],
    ] as const) {
        it(`to ${written.slice(0, 20)} is ${meant}`, () => {
            expect(nearest(written, ["access", "namespaces", "verifyCertificate"])).to.equal(meant);
        });
    }
});
