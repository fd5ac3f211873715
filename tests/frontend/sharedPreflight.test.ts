import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { now } from "../../components/common/retry";
import { sharedPreflight } from "../../components/starrocks/preflight/sharedPreflight";
import { type RestTarget, restTarget } from "../../components/starrocks/preflight/target";
import { NAMESPACE, openLakeForSuite } from "./support/lake";
import { collectProgressOfTests } from "./support/progressLines";

describe("A preflight that catalogs share", () => {
    collectProgressOfTests();
    const lake = openLakeForSuite("4.1");

    beforeEach(() => {
        lake.aws.requests.length = 0;
    });
    afterEach(() => {
        lake.aws.faults.restForbidden403 = false;
    });

    const target = (changes: Record<string, string> = {}): RestTarget =>
        restTarget({ ...lake.inputs().properties, ...changes })!;
    const check = (seconds: number, asked: number, to = target()) =>
        sharedPreflight(to, [NAMESPACE], seconds, asked);
    const rounds = () => lake.aws.requests.filter(({ path }) => path.endsWith("/config")).length;

    it("is made again for whoever asks after it began", async () => {
        await check(0, now());
        await check(0, now());
        expect(rounds()).to.equal(2);
    });

    it("proves nothing for another key", async () => {
        const asked = now();
        await check(0, asked);
        const finding = await check(
            0,
            asked,
            target({ "iceberg.catalog.rest.secret-access-key": "another one" }),
        );
        expect(finding?.diagnosis.cause).to.match(/signature doesn't match/);
        expect(rounds()).to.equal(2);
    });

    it("is made again for the next if it fails", async () => {
        const asked = now();
        lake.aws.faults.restForbidden403 = 1;
        expect((await check(0, asked))?.brief).to.equal("403 AccessDeniedException");
        expect(await check(0, asked)).to.equal(undefined);
    });

    it("goes on for those who have waited for a shorter time than who gives up", async () => {
        lake.aws.faults.restForbidden403 = true;
        const first = check(1, now());
        await sleep(600);
        const second = check(1, 0);
        expect((await first)?.brief).to.equal("403 AccessDeniedException");
        lake.aws.faults.restForbidden403 = false;
        expect(await second).to.equal(undefined);
    });
});
