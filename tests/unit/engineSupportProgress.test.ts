import { expect } from "chai";
import { duration, isAtLeast } from "../engine/support/progress";

describe("Versions in the engine support", () => {
    const newer = [
        ["3.216.0", "3.216.0"],
        ["v3.216.1", "3.216.0"],
        ["3.300.0-alpha.1", "3.216.0"],
        ["1.26", "1.26.0"],
        ["4.0.0", "3.216.0"],
    ] as const;
    for (const [version, minimum] of newer) {
        it(`count ${version} as ${minimum} or newer`, () => {
            expect(isAtLeast(version, minimum)).to.equal(true);
        });
    }

    const older = [
        ["3.215.9", "3.216.0"],
        ["1.9.10", "1.26.6"],
        ["2.999.0", "3.0.0"],
    ] as const;
    for (const [version, minimum] of older) {
        it(`count ${version} as older than ${minimum}`, () => {
            expect(isAtLeast(version, minimum)).to.equal(false);
        });
    }
});

describe("A duration for a person who waits", () => {
    it("is in seconds below a minute", () => {
        expect(duration(42_400)).to.equal("42 s");
    });

    it("is in minutes and seconds above", () => {
        expect(duration(125_000)).to.equal("2 min 5 s");
    });
});
