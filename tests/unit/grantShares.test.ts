import { expect } from "chai";
import fc from "fast-check";
import {
    foundAfterChange,
    foundAtFirst,
    missingOf,
    ownEntries,
} from "../../components/permissions/grantShares";

const set = (...entries: string[]) => new Set(entries);
const none = set();

describe("The shares in what a grantee holds", () => {
    it("give all to a resource that found nothing", () => {
        const found = foundAtFirst({ grants: ["a", "b"] }, none, [], none);
        expect(found).to.deep.equal([]);
        expect(ownEntries({ grants: ["a", "b"], found })).to.deep.equal(["a", "b"]);
    });

    it("leave to others what they had given before", () => {
        const found = foundAtFirst({ grants: ["a", "b"] }, set("b", "c"), [], none);
        expect(found).to.deep.equal(["b"]);
        expect(ownEntries({ grants: ["a", "b"], found })).to.deep.equal(["a"]);
    });

    it("count what the program's other resources gave as the program's", () => {
        expect(foundAtFirst({ grants: ["a"] }, set("a"), [], set("a"))).to.deep.equal([]);
    });

    it("pass on what the replaced resource gave, and not what it found", () => {
        const old = { grants: ["a", "b"], found: ["b"] };
        expect(foundAtFirst({ grants: ["a", "b"] }, set("a", "b"), ownEntries(old), none)).to.deep.equal([
            "b",
        ]);
    });

    it("stay the same for what stays, when a resource changes", () => {
        const old = { grants: ["a", "b", "c"], found: ["b", "c"] };
        expect(
            foundAfterChange(old, { grants: ["a", "b", "d"] }, set("a", "b", "c", "d"), none),
        ).to.deep.equal(["b", "d"]);
    });

    it("of an earlier release's state are all its own", () => {
        expect(ownEntries({ grants: ["a"] })).to.deep.equal(["a"]);
    });

    it("never let two resources leave or take what is foreign, whatever comes and goes", () => {
        const entries = fc.uniqueArray(fc.constantFrom("a", "b", "c", "d"));
        fc.assert(
            fc.property(entries, fc.array(entries, { minLength: 1, maxLength: 5 }), (foreign, changes) => {
                const held = new Set<string>(foreign);
                let state: { grants: string[]; found: string[] } = { grants: [], found: [] };
                for (const grants of [...changes, []]) {
                    const found = foundAfterChange(state, { grants }, held, none);
                    const over = missingOf(ownEntries(state), new Set(grants));
                    for (const entry of grants) {
                        held.add(entry);
                    }
                    for (const entry of over) {
                        held.delete(entry);
                    }
                    state = { grants, found };
                }
                expect([...held].sort()).to.deep.equal([...foreign].sort());
            }),
        );
    });
});
