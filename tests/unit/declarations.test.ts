import { expect } from "chai";
import { Declarations } from "../../components/providers/declarations";

const sameText = async (one: string, other: string) => one === other;
const open = () => new Declarations<string>(sameText);
const LAKE = "analyst on lake";

describe("What the resources of a program declare", () => {
    it("is known of all that were declared, whoever asks", async () => {
        const all = open();
        all.declare({ owner: "one", target: LAKE, entries: ["a"] }, undefined);
        all.declare({ owner: "two", target: LAKE, entries: ["b"] }, undefined);
        expect([...(await all.declared(LAKE))]).to.have.members(["a", "b"]);
    });

    it("is not mixed up with what is declared for others", async () => {
        const all = open();
        all.declare({ owner: "one", target: "analyst on sea", entries: ["a"] }, undefined);
        expect([...(await all.declared(LAKE))]).to.deep.equal([]);
    });

    it("counts once per resource: what it declares last", async () => {
        const all = open();
        all.declare({ owner: "one", target: LAKE, entries: ["a"] }, undefined);
        all.declare({ owner: "one", target: LAKE, entries: ["b"] }, undefined);
        expect([...(await all.declared(LAKE))]).to.deep.equal(["b"]);
    });

    it("was given by others too, who declare it or did before", async () => {
        const all = open();
        const before = { owner: "one", target: LAKE, entries: ["a", "b"] };
        all.declare({ owner: "one", target: LAKE, entries: ["a"] }, before);
        expect([...(await all.givenByOthers(LAKE, "two"))]).to.have.members(["a", "b"]);
        expect([...(await all.givenByOthers(LAKE, "one"))]).to.deep.equal([]);
    });

    it("is lost where it was taken before its resource was known", async () => {
        const all = open();
        all.noteTaken(LAKE, ["a"]);
        expect(await all.hasLost(LAKE, ["a", "b"])).to.equal(true);
        expect(await all.hasLost(LAKE, ["b"])).to.equal(false);
        expect(await all.hasLost("analyst on sea", ["a"])).to.equal(false);
    });
});
