import { expect } from "chai";
import { PARTS, parametersOf } from "../bench/parameters";
import { slopeOf, spreadOf } from "../bench/statistics";

describe("What a user types after npm run bench --", () => {
    it("is everything with all its sizes if it is nothing", () => {
        expect(parametersOf([])).to.deep.equal({ parts: PARTS, runs: 3, json: false, version: "4.1" });
    });

    it("selects parts and sizes", () => {
        const parameters = parametersOf(["catalogs", "floor", "--size", "1,10", "--runs", "5", "--json"]);
        expect(parameters).to.deep.equal({
            parts: ["catalogs", "floor"],
            sizes: [1, 10],
            runs: 5,
            json: true,
            version: "4.1",
        });
    });

    for (const typed of [
        ["catalog"],
        ["--size", "1,x"],
        ["--runs", "0"],
        ["--frontend", "3.4"],
        ["--fast"],
    ]) {
        it(`is refused: ${typed.join(" ")}`, () => {
            expect(() => parametersOf(typed)).to.throw();
        });
    }
});

describe("Several runs", () => {
    it("have the median of an odd and of an even number", () => {
        expect(spreadOf([9, 1, 2])).to.deep.equal({ median: 2, lowest: 1, highest: 9 });
        expect(spreadOf([4, 1, 2, 9])).to.deep.equal({ median: 3, lowest: 1, highest: 9 });
    });

    it("have the slope between the smallest and the largest number of resources", () => {
        const points = [
            [100, 2980],
            [1, 1000],
            [10, 7777],
        ] as const;
        expect(slopeOf(points)).to.equal(20);
    });

    it("have none of one number alone", () => {
        expect(slopeOf([[10, 7777]])).to.equal(undefined);
    });
});
