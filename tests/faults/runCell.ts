import { setTimeout as sleep } from "node:timers/promises";
import { messageOf } from "../../components/starrocks/errors";
import type { Cell } from "./cells";
import { unclear } from "./clarity";
import { DrivenResource } from "./drivenResource";
import type { Outcome } from "./outcome";
import { type Expected, GIVEN_BY_HAND, TRACES } from "./traces";
import { loadProvider, type World } from "./world";

/** What an operation may take, with all time-outs of the suite's resources, on a busy machine. */
const BOUND_MS = 15_000;
/** What a catalog that is made again can't bring back is told, statement by statement. */
const BY_HAND = /(could not restore a grant: |you then have to restore by hand:\n {2})GRANT ALTER /;
const LONGEST_MESSAGE = 3_000;

/**
 * Strikes an operation with a fault, mends the fault, and runs the operation again.
 *
 * @param printed all that was printed so far.
 */
export async function runCell(world: World, cell: Cell, printed: () => readonly string[]): Promise<Outcome> {
    const { operation, fault, statement } = cell;
    const { kind, before, after } = operation;
    const names = world.newCell();
    const traces = TRACES[kind];
    const declared = (wanted: typeof before) => wanted && world.declared(kind, wanted, names);
    const resource = new DrivenResource(() => loadProvider(kind), operation.deletesFirst ?? false);
    const operate = async () => {
        if (operation.refreshes) {
            await resource.refresh();
        }
        await resource.up(declared(after));
    };
    const problems: string[] = [];
    const printedBefore = printed().length;
    let error: Error | undefined;
    let milliseconds = 0;
    let isTold = false;
    try {
        await traces.prepare(world, names, declared(after ?? before)!);
        if (before !== undefined) {
            await resource.up(declared(before));
        }
        // What a catalog's new name or a deletion leaves of grants on the old one is StarRocks' own matter.
        const isGiven = kind !== "catalog" || operation.name === "replacement, create first";
        if (isGiven) {
            await traces.give(world, names);
        }
        if (operation.refreshes) {
            await traces.takeAway(world, names);
        }
        const mend = fault.strike(world, statement);
        const began = performance.now();
        try {
            await bounded(operate());
        } catch (thrown) {
            error = thrown as Error;
        } finally {
            milliseconds = performance.now() - began;
            await mend();
        }
        problems.push(...judged(cell, error, milliseconds));
        await bounded(operate());
        const wanted: Expected = {
            declared: declared(after),
            outputs: resource.outputs,
            keepsGiven: isGiven,
        };
        const found = await traces.problems(world, names, wanted);
        const lost = found.filter((each) => each.startsWith(GIVEN_BY_HAND));
        isTold =
            lost.length > 0 &&
            [error?.message ?? "", ...printed().slice(printedBefore)].some(
                (text) => BY_HAND.test(text) && text.includes(names.role),
            );
        problems.push(...(isTold ? found.filter((each) => !lost.includes(each)) : found));
        if (after !== undefined) {
            await bounded(resource.up(undefined));
            const nothing: Expected = { keepsGiven: isGiven && kind !== "catalog" };
            const left = await traces.problems(world, names, nothing);
            problems.push(...left.map((each) => `after the deletion: ${each}`));
        }
    } catch (thrown) {
        problems.push(`not reached afterwards: ${messageOf(thrown)}`);
    }
    const texts = [...printed().slice(printedBefore), error?.message ?? "", error?.stack ?? ""];
    if (world.secrets.some((secret) => texts.some((text) => text.includes(secret)))) {
        problems.push("a secret was printed");
    }
    await traces.clear(world, names);
    return {
        name: cell.name,
        operation: `${kind}, ${operation.name}`,
        fault: fault.name,
        problems,
        milliseconds,
        isTold,
        ...(error && { error: error.message }),
    };
}

/** An operation that hangs fails its cell, and not the run. */
async function bounded(work: Promise<void>): Promise<void> {
    const ended = new AbortController();
    const late = sleep(BOUND_MS, undefined, { signal: ended.signal }).then(() => {
        throw new Error(`it hasn't ended after ${BOUND_MS} ms`);
    });
    try {
        await Promise.race([work, late]);
    } finally {
        ended.abort();
        late.catch(() => {});
    }
}

function judged({ fault }: Cell, error: Error | undefined, milliseconds: number): string[] {
    const text = `${error?.message ?? ""}\n${error?.stack ?? ""}`;
    return [
        ...(milliseconds >= BOUND_MS ? [`it took ${Math.round(milliseconds)} ms`] : []),
        ...(fault.outcome === "succeeds" && error !== undefined ? [`it failed: ${error.message}`] : []),
        ...(fault.outcome === "fails" && error === undefined
            ? ["it succeeded, and the fault has no effect"]
            : []),
        ...unclear(text),
        ...(text.length > LONGEST_MESSAGE ? [`the error is ${text.length} characters long`] : []),
    ];
}
