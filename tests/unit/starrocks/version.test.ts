import { expect } from "chai";
import { versionProblem } from "../../../components/starrocks/version";

describe("A release of StarRocks", () => {
    for (const version of [
        "3.4.2-abc",
        "3.4.10-abc",
        "3.5.0",
        "3.5.7-d2da301",
        "4.0.0-rc01",
        "4.1.3",
        "main-70d1c24",
        "",
    ]) {
        it(`"${version}" can be used`, () => expect(versionProblem(version)).to.equal(undefined));
    }

    for (const version of ["2.5.22-abc", "3.3.11", "3.4.0", "3.4.1-xyz"]) {
        it(`"${version}" is too old, with the reason`, () => {
            expect(versionProblem(version)).to.equal(
                `release ${version} is too old, 3.4.2 or later is needed (earlier ones can't change a catalog's ` +
                    "properties, and 3.3 doesn't ask for vended credentials)",
            );
        });
    }
});
