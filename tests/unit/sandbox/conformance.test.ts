import { expect } from "chai";
import { GROUPS } from "../../conformance/cases";
import { NAMES } from "../../conformance/cases/names";
import { reportTotals, summary } from "../../conformance/report";
import { example, type Group, gives, ok } from "../../conformance/steps";
import { runSuite } from "../../conformance/suite";
import { embeddedTarget, realTarget, type Target } from "../../conformance/target";
import type { StarRocksVersion } from "../../sandbox/starrocks";
import { connect, outcome } from "./starrocksFixtures";

const VERSIONS: StarRocksVersion[] = ["4.1", "3.5"];

describe("The embedded frontend's conformance to what was observed", function () {
    this.timeout(120_000);

    const runs = new Map<StarRocksVersion, Promise<string[]>>();

    before(() => {
        for (const version of VERSIONS) {
            runs.set(version, differences(version));
        }
    });

    async function differences(version: StarRocksVersion): Promise<string[]> {
        const target = await embeddedTarget(version);
        try {
            return reportTotals(await runSuite(target, GROUPS), target);
        } finally {
            await target.close();
        }
    }

    for (const version of VERSIONS) {
        it(`is complete for ${version}`, async () => {
            expect(await runs.get(version)).to.deep.equal([]);
        });
    }
});

describe("The conformance suite", () => {
    const WRONG: Group = {
        title: "A group",
        setup: ["CREATE ROLE ~r1", "CREATE USER ~u1"],
        cases: [
            example("is wrong", [gives("SELECT 1", [[2]])]),
            example("is right", [gives("SELECT 1", [[1]])]),
        ],
    };
    let target: Target;

    beforeEach(async () => {
        target = await embeddedTarget("4.1");
    });
    afterEach(() => target.close());

    async function leftovers(): Promise<unknown> {
        const client = await connect(target.embedded!);
        const users = await outcome(client, "SHOW USERS");
        const roles = (await outcome(client, "SHOW ROLES")) as string[][];
        client.destroy();
        return [users, roles.filter(([, builtIn]) => builtIn === "false")];
    }

    it("says what was expected and what came instead", async () => {
        const totals = await runSuite(target, [WRONG]);
        expect(reportTotals(totals, target)).to.deep.equal([
            "FAILED on 4.1: A group: is wrong",
            "    statement  SELECT 1",
            "    expected   rows [[2]]",
            '    got        columns ["1"], rows [[1]]',
        ]);
        expect(summary([totals])).to.equal("1 passed, 1 failed");
    });

    it("leaves nothing behind after a failure", async () => {
        await runSuite(target, [WRONG]);
        expect(await leftovers()).to.deep.equal([[["'root'@'%'"]], []]);
    });

    it("leaves nothing behind when it is stopped in a case", async () => {
        const stop = new AbortController();
        const stopping = {
            get sql() {
                stop.abort();
                return "CREATE ROLE ~r2";
            },
            expected: { kind: "ok" as const },
        };
        const never = ok("CREATE ROLE ~r3");
        const group = { title: "A group", cases: [example("is stopped", [stopping, never])] };
        await runSuite(target, [group, WRONG], stop.signal);
        const { statements } = target.embedded!;
        expect(statements.some((text) => /CREATE ROLE \w+_r3/.test(text))).to.equal(false);
        expect(await leftovers()).to.deep.equal([[["'root'@'%'"]], []]);
    });

    it("leaves other people's objects alone", async () => {
        const client = await connect(target.embedded!);
        await client.query("CREATE ROLE r1; CREATE USER u1");
        client.destroy();
        await runSuite(target, [WRONG]);
        expect(await leftovers()).to.deep.equal([[["'root'@'%'"], ["'u1'@'%'"]], [["r1", "false", null]]]);
    });

    it("skips on a real frontend what it can't clean up there, with the reason", async () => {
        const { host, port, user } = target.login;
        const real = await realTarget({
            STARROCKS_HOST: host,
            STARROCKS_PORT: String(port),
            STARROCKS_USER: user,
        });
        const totals = await runSuite(real, [NAMES]);
        expect(summary([totals])).to.equal("20 passed, 0 failed, 4 skipped");
        expect(reportTotals(totals, real)).to.deep.equal([
            "Skipped, as it takes names without the run's prefix:",
            "    A catalog's name: can have: a reserved word between backticks",
            "    A catalog's name: can have: internal",
            "    A catalog's name: can have: information_schema",
            "    A catalog's name: can be a resource mapping's, and is then hidden and can't go",
        ]);
    });
});
