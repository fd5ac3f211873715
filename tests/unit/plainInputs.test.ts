import { expect } from "chai";
import { UNKNOWN } from "../../components/common/unknown";
import { frontendsOf, withoutNews } from "../../components/providers/plainInputs";

const ADDED = ["owner", "frontends"];
const OLD = { catalogName: "lake", properties: { a: "1" }, __provider: "text" };
const NEW = { catalogName: "lake", properties: { a: "1" }, owner: "me", frontends: ["h:9030"] };

describe("Inputs that an earlier release didn't have", () => {
    it("don't show as long as nothing else changes", () => {
        expect(withoutNews(OLD, NEW, ADDED)).to.deep.equal({ catalogName: "lake", properties: { a: "1" } });
    });

    it("come with the next change", () => {
        const changed = { ...NEW, properties: { a: "2" } };
        expect(withoutNews(OLD, changed, ADDED)).to.equal(changed);
    });

    it("come with a new resource", () => {
        expect(withoutNews({}, NEW, ADDED)).to.equal(NEW);
    });

    it("show once they are known, when they change", () => {
        const known = { ...OLD, owner: "me", frontends: ["h:9030"] };
        const moved = { ...NEW, frontends: ["other:9030"] };
        expect(withoutNews(known, moved, ADDED)).to.equal(moved);
    });
});

describe("The frontends of a connection as a preview shows them", () => {
    const config = (key: string) => ({ "starrocks:host": "a, b:9031", "starrocks:user": "u" })[key];

    it("are those of the configuration, with their ports", () => {
        expect(frontendsOf(undefined, config)).to.deep.equal(["a:9030", "b:9031"]);
    });

    it("are those of the arguments first", () => {
        expect(frontendsOf({ host: "c", port: 1 }, config)).to.deep.equal(["c:1"]);
    });

    it("are not known where the host isn't", () => {
        expect(frontendsOf({ host: UNKNOWN }, config)).to.equal(UNKNOWN);
    });
});
