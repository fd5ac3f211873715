import { setTimeout as sleep } from "node:timers/promises";
import { OWNER_PROPERTY } from "../../../components/starrocks/catalog/ownerMark";
import { messageOf } from "../../../components/starrocks/errors";
import { parseShowCreateCatalog } from "../../../components/starrocks/showCreate";
import { unclear } from "../clarity";
import type { Outcome } from "../outcome";
import { GIVEN_BY_HAND, heldBy, same } from "../traces";
import type { EngineCell } from "./cells";
import type { Wanted } from "./lives";
import type { PulumiRun } from "./pulumiRun";
import type { EngineWorld } from "./world";

/** A command on a busy machine, once it has been struck. */
const BOUND_MS = 60_000;
/** What Ctrl-C may take while nothing but a wait goes on. */
const INTERRUPTED_MS = 5_000;
/** How long a statement or its answer is held up once the command was struck. */
const HELD_MS = 1_000;

const GIVEN = "ALTER ON CATALOG";
/** Who was granted something on the catalog by hand. */
const OTHERS = "others";
/** The statement that gives it again. */
const TOLD = /GRANT ALTER ON CATALOG .*\bothers\b/;

/** Strikes a command of the CLI, mends what is to be mended, and runs it again. */
export async function runEngineCell(world: EngineWorld, cell: EngineCell): Promise<Outcome> {
    const { life, blow } = cell;
    const problems: string[] = [];
    const runs: PulumiRun[] = [];
    const run = (parameters: readonly string[], wanted?: Wanted) => {
        const started = world.cli(parameters, wanted);
        runs.push(started);
        return started;
    };
    const command = () =>
        life.after === undefined
            ? run(["destroy", "--yes", "--skip-preview"])
            : run(["up", "--yes", "--skip-preview"], life.after);
    let milliseconds = 0;
    let hasFailed = false;
    let isTold = false;
    try {
        await world.sql.run(`CREATE ROLE IF NOT EXISTS ${OTHERS}`);
        if (life.before !== undefined) {
            await success(run(["up", "--yes", "--skip-preview"], life.before));
            await world.sql.run(`GRANT ${GIVEN} lake TO ROLE ${OTHERS}`);
        }
        const { reached, release } = prepare(world, cell);
        const struck = command();
        await Promise.race([reached(struck), ended(struck).then(() => fail(struck, "wasn't reached"))]);
        const began = performance.now();
        await blow.strike(struck, world);
        if (blow.moment !== "waiting") {
            await Promise.race([struck.ended, sleep(HELD_MS)]);
            release();
        }
        const code = await ended(struck);
        milliseconds = performance.now() - began;
        hasFailed = code !== 0;
        release();
        problems.push(...judged(cell, struck, milliseconds));
        await blow.mend?.(world);
        if (blow.locks) {
            await success(run(["cancel", "--yes"]));
        }
        await success(command());
        const found = await left(world, life.after, life.before !== undefined && life.after !== undefined);
        const lost = found.filter((each) => each.startsWith(GIVEN_BY_HAND));
        isTold = lost.length > 0 && (blow.isFatal ?? false) && TOLD.test(struck.output);
        problems.push(...(isTold ? found.filter((each) => !lost.includes(each)) : found));
        if (life.after !== undefined) {
            await success(run(["destroy", "--yes", "--skip-preview"]));
            problems.push(
                ...(await left(world, undefined, false)).map((each) => `after the destroy: ${each}`),
            );
        }
    } catch (error) {
        problems.push(messageOf(error));
    }
    await clear(world, runs, problems.length > 0);
    return {
        name: cell.name,
        operation: `engine, ${life.name}`,
        fault: `${blow.name} ${blow.moment === "waiting" ? "while waiting" : blow.moment}`,
        problems,
        milliseconds,
        isTold,
        ...(hasFailed && { error: "the command failed" }),
    };
}

interface Prepared {
    /** Until the command is where it is to be struck. */
    reached(run: PulumiRun): Promise<void>;
    /** Lets go on what was held up. */
    release(): void;
}

function prepare({ proxy, frontend }: EngineWorld, { life, blow }: EngineCell): Prepared {
    if (blow.moment === "waiting") {
        frontend.faults.refuseLogins = true;
        proxy.cutAll();
        return {
            reached: (run) => run.prints(/waiting for StarRocks to accept connections/),
            release: () => {
                frontend.faults.refuseLogins = false;
            },
        };
    }
    let arrive = () => {};
    let release = () => {};
    const arrived = new Promise<void>((resolve) => {
        arrive = resolve;
    });
    const released = new Promise<void>((resolve) => {
        release = resolve;
    });
    const hold = () => {
        arrive();
        return released;
    };
    if (blow.moment === "before") {
        proxy.meddle(life.statement, "passes", hold);
    } else {
        proxy.meddle(life.statement, { answerAfter: hold });
    }
    return { reached: () => arrived, release };
}

function ended(run: PulumiRun): Promise<number | undefined> {
    return Promise.race([
        run.ended,
        sleep(BOUND_MS, undefined, { ref: false }).then(() => fail(run, `hasn't ended after ${BOUND_MS} ms`)),
    ]);
}

async function success(run: PulumiRun): Promise<void> {
    if ((await ended(run)) !== 0) {
        fail(run, "failed, where nothing was wrong any more");
    }
}

function fail(run: PulumiRun, what: string): never {
    throw new Error(`the command ${what}:\n${run.output}`);
}

function judged({ blow }: EngineCell, { output }: PulumiRun, milliseconds: number): string[] {
    return [
        ...unclear(output),
        ...(blow.says === undefined || blow.says.test(output)
            ? []
            : [`it doesn't say ${blow.says}: ${output}`]),
        ...(blow.moment === "waiting" && milliseconds > INTERRUPTED_MS
            ? [`it took ${Math.round(milliseconds)} ms`]
            : []),
    ];
}

/** In what server and state differ from what is wanted. */
async function left(world: EngineWorld, wanted: Wanted | undefined, keepsGiven: boolean): Promise<string[]> {
    const { sql } = world;
    const stored = await world.stored();
    const outputsOf = (type: string) =>
        stored.filter((each) => each.type.endsWith(type)).map(({ outputs }) => outputs!);
    const [catalog] = outputsOf(":Catalog");
    const [grant] = outputsOf(":Grant");
    const isWanted = wanted !== undefined;
    const catalogs = (await sql.column("SHOW CATALOGS")).filter((name) => name !== "default_catalog");
    const problems = [
        ...same("catalogs", catalogs.map(String), isWanted ? ["lake"] : []),
        ...same(
            "resources in the state",
            stored.map(({ type }) => type.replace(/.*:/, "")),
            isWanted ? ["Catalog", "Grant"] : [],
        ),
        ...same("readers", await heldBy(world, "readers"), (grant?.grants as string[] | undefined) ?? []),
    ];
    if (!isWanted || problems.length > 0) {
        return problems;
    }
    const [row] = await sql.rows("SHOW CREATE CATALOG `lake`");
    const { comment, properties } = parseShowCreateCatalog(row?.["Create Catalog"] ?? "");
    return [
        ...same("comment", [String(comment)], [String(wanted.comment)]),
        ...same("Region", [String(properties["aws.s3.region"])], [String(wanted.region)]),
        ...same("mark", [String(properties[OWNER_PROPERTY])], [String(catalog?.mark)]),
        ...same(GIVEN_BY_HAND, await heldBy(world, OTHERS), keepsGiven ? [`${GIVEN} lake`] : []),
    ];
}

async function clear(world: EngineWorld, runs: readonly PulumiRun[], hasProblems: boolean): Promise<void> {
    world.proxy.leaveAlone();
    world.frontend.faults.refuseLogins = false;
    for (const run of runs) {
        run.clear();
    }
    for (const name of await world.sql.column("SHOW CATALOGS")) {
        if (name !== "default_catalog") {
            await world.sql.run(`DROP CATALOG \`${name}\``);
        }
    }
    for (const role of ["readers", OTHERS]) {
        await world.sql.run(`DROP ROLE IF EXISTS ${role}`);
    }
    if (hasProblems) {
        await world.reset();
    }
}
