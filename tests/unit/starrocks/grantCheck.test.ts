import { expect } from "chai";
import { AccessLevel } from "../../../components/permissions/access";
import { checkGrant, grantWithDefaults } from "../../../components/starrocks/grant/check";
import type { RawGrantInputs } from "../../../components/starrocks/grant/inputs";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const GOOD: RawGrantInputs = {
    connection: { host: "starrocks.internal", user: "pulumi" },
    catalogName: "lake",
    role: "analyst",
    access: AccessLevel.Read,
};

function failures(changes: Partial<Record<keyof RawGrantInputs, unknown>>): string[] {
    return checkGrant({ ...GOOD, ...changes } as RawGrantInputs, () => undefined).map(
        ({ property, reason }) => `${property}: ${reason}`,
    );
}

describe("The check of a grant's inputs", () => {
    it("accepts good inputs", () => expect(failures({})).to.deep.equal([]));

    const FAULTS: readonly [changes: Parameters<typeof failures>[0], expected: RegExp][] = [
        [{ connection: {} }, /^connection\.host: is missing/],
        [{ catalogName: "a-b" }, /^catalogName: may contain only letters, digits and underscores/],
        [{ role: undefined }, /^role: set either role or user$/],
        [{ user: "ada" }, /^role: set either role or user$/],
        [{ role: "a b" }, /^role: may contain only letters/],
        [
            { role: undefined, user: "a'b" },
            /^user: must be a user name as SHOW USERS lists it, with @ and a host unless that is %/,
        ],
        [{ role: undefined, user: "ada", createRole: true }, /^createRole: applies only to a role$/],
        [{ namespaces: ["a"], tables: ["a.b"] }, /^tables: set either namespaces or tables$/],
        [{ namespaces: ["A"] }, /^namespaces\[0\]: may contain only lower-case/],
        [{ namespaces: [] }, /^namespaces: is empty; omit it to grant on all$/],
        [{ tables: [] }, /^tables: is empty; omit it to grant on all$/],
        [{ tables: ["orders"] }, /^tables\[0\]: must be <namespace>\.<table>$/],
        [{ access: undefined }, /^access: set either access or privileges$/],
        [{ privileges: { tables: ["SELECT"] } }, /^access: set either access or privileges$/],
        [{ access: "Everything" }, /^access: must be one of Read, Write, Manage$/],
        [{ access: undefined, privileges: {} }, /^privileges: lists no privilege$/],
        [
            { access: undefined, privileges: { tables: ["READ"] } },
            /^privileges\.tables\[0\]: must be one of DELETE, DROP/,
        ],
        [
            { access: undefined, privileges: { catalog: ["SELECT"] } },
            /^privileges\.catalog\[0\]: must be one of USAGE/,
        ],
    ];
    for (const [changes, expected] of FAULTS) {
        it(`refuses ${JSON.stringify(changes)}`, () => {
            const found = failures(changes);
            expect(
                found.filter((each) => expected.test(each)),
                found.join(),
            ).to.not.deep.equal([]);
        });
    }

    it("says nothing of what isn't known yet", () => {
        for (const property of ["catalogName", "role", "access", "namespaces", "tables"]) {
            expect(failures({ [property]: UNKNOWN }), property).to.deep.equal([]);
        }
    });
});

describe("The defaults of a grant's inputs", () => {
    it("spell out what is granted", () => {
        expect(grantWithDefaults(GOOD).grants).to.deep.equal([
            "USAGE ON CATALOG lake",
            "SELECT ON ALL TABLES IN ALL DATABASES",
        ]);
    });

    it("leave it open while something isn't known yet", () => {
        expect(grantWithDefaults({ ...GOOD, catalogName: UNKNOWN }).grants).to.deep.equal([]);
    });

    it("don't make a role", () => expect(grantWithDefaults(GOOD).createRole).to.equal(false));
});
