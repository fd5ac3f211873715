import { expect } from "chai";
import { lookUp } from "../../components/common/lookUp";
import { decidingRegistration } from "../../components/federation/accountProblems";

const failing = (message: string) => lookUp<{ arn: string }>(() => Promise.reject(new Error(message)), "arn");

describe("A look-up in the account", () => {
    it("finds what has what identifies it", async () => {
        expect(await lookUp(async () => ({ arn: "arn:x" }), "arn")).to.deep.equal({
            state: "found",
            value: { arn: "arn:x" },
        });
    });

    it("knows that something isn't there, by the AWS provider's words", async () => {
        for (const words of ["reading Glue Catalog: couldn't find resource", "NoSuchEntity: The user"]) {
            expect(await failing(words)).to.deep.equal({ state: "missing" });
        }
    });

    it("doesn't take what the caller may not see for missing", async () => {
        expect(await failing("AccessDeniedException: not authorized")).to.deep.equal({
            state: "unseen",
            reason: "AccessDeniedException: not authorized",
        });
    });

    it("concludes nothing from an answer without anything, as a provider gives that isn't configured yet", async () => {
        expect(await lookUp(async () => ({}) as { arn: string }, "arn")).to.deep.equal({
            state: "not yet known",
        });
    });

    it("knows that a function without errors answers with nothing for what isn't there", async () => {
        const empty = async () => ({ roleArn: "" });
        expect(await lookUp(empty, "roleArn", "missing")).to.deep.equal({ state: "missing" });
    });
});

describe("The registration that decides on a table bucket", () => {
    const own = { state: "found", value: "own" } as const;
    const all = { state: "found", value: "all" } as const;
    const missing = { state: "missing" } as const;
    const unseen = { state: "unseen", reason: "refused" } as const;

    it("is the bucket's own, and else that of all buckets", () => {
        expect(decidingRegistration(own, all)).to.equal(own);
        expect(decidingRegistration(missing, all)).to.equal(all);
        expect(decidingRegistration(unseen, all)).to.equal(all);
    });

    it("isn't missing while one of the two couldn't be seen", () => {
        expect(decidingRegistration(unseen, missing)).to.equal(unseen);
        expect(decidingRegistration(missing, unseen)).to.equal(unseen);
        expect(decidingRegistration<string>(missing, missing)).to.equal(missing);
    });
});
