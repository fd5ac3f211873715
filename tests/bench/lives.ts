import type { Consumer } from "../engine/support/consumer";
import { type Life, liveOnce, OPERATIONS, type Operation } from "./operations";
import type { Workload } from "./programs";
import { type Spread, spreadOf } from "./statistics";
import type { OpenSurroundings } from "./surroundings";

/** What the operations of a stack with so many resources took. */
export interface Lives {
    readonly workload: Workload;
    readonly count: number;
    readonly milliseconds: Readonly<Record<Operation, Spread>>;
    /** Medians of what engine, program and plugins computed, which depends little on who else uses the machine. */
    readonly processorMs: Readonly<Record<Operation, number>>;
    /** Medians of what sandbox and frontend computed meanwhile, in the same milliseconds. */
    readonly surroundingsMs: Readonly<Record<Operation, number>>;
}

/** What was sent by each operation, to the frontend and to the endpoint. */
export interface Traffic {
    readonly workload: Workload;
    readonly count: number;
    readonly sent: Readonly<Record<Operation, Sent>>;
}

export interface Sent {
    readonly statements: number;
    readonly connections: number;
    /** To the Iceberg REST endpoint, the frontend's own with them. */
    readonly requests: number;
}

export async function measureLives(
    surroundings: OpenSurroundings,
    consumer: Consumer,
    { workload, count, runs }: { workload: Workload; count: number; runs: number },
): Promise<Lives> {
    const lives: Life[] = [];
    for (let run = 0; run < runs; run += 1) {
        lives.push(await liveOnce(surroundings, consumer, workload, count));
    }
    return {
        workload,
        count,
        milliseconds: byOperation((each) => spreadOf(lives.map((life) => life[each].milliseconds))),
        processorMs: byOperation((each) => spreadOf(lives.map((life) => life[each].processorMs)).median),
        surroundingsMs: byOperation(
            (each) => spreadOf(lives.map((life) => life[each].surroundings.computedMs)).median,
        ),
    };
}

/** One life more, past a proxy that counts, whose time is not measured. */
export async function countTraffic(
    surroundings: OpenSurroundings,
    consumer: Consumer,
    workload: Workload,
    count: number,
): Promise<Traffic> {
    const life = await liveOnce(surroundings, consumer, workload, count, surroundings.countingPort);
    return {
        workload,
        count,
        sent: byOperation((each) => {
            const { statements, connections, requests } = life[each].surroundings;
            return { statements, connections, requests };
        }),
    };
}

function byOperation<Value>(figureOf: (operation: Operation) => Value): Record<Operation, Value> {
    return Object.fromEntries(OPERATIONS.map((each) => [each, figureOf(each)])) as Record<Operation, Value>;
}
