import { expect } from "chai";
import type { Lives } from "../bench/lives";
import { OPERATIONS } from "../bench/operations";
import { PARTS, parametersOf } from "../bench/parameters";
import { reportOf } from "../bench/report";
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

describe("The report of a bench", () => {
    const always = <Value>(value: Value) =>
        Object.fromEntries(OPERATIONS.map((each) => [each, value])) as Record<
            (typeof OPERATIONS)[number],
            Value
        >;
    const lives = (workload: Lives["workload"], count: number, milliseconds: number): Lives => ({
        workload,
        count,
        milliseconds: always(spreadOf([milliseconds])),
        processorMs: always(milliseconds / 2),
        surroundingsMs: always(0),
    });

    it("tells of each resource more, and of what is beyond an empty program", () => {
        const report = reportOf({
            machine: { runs: "1" },
            lives: [lives("empty", 1, 1000), lives("catalogs", 1, 1500), lives("catalogs", 101, 3500)],
            traffic: [],
            floors: [],
        });
        expect(report).to.contain("| 101 `StarRocksCatalog` | 3.50 |");
        expect(report)
            .to.contain("| 1 `StarRocksCatalog` | 0.50 |")
            .and.contain("| 1 `StarRocksCatalog` | 0.25 |");
    });

    it("has the slopes by time and by a processor's time", () => {
        const some = [lives("catalogs", 1, 1000), lives("catalogs", 100, 2980)];
        const report = reportOf({ machine: {}, lives: some, traffic: [], floors: [] });
        expect(report).to.contain("| catalog | 20.0 |").and.contain("| catalog | 10.0 |");
    });
});
