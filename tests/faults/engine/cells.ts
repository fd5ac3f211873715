import { BLOWS, type Blow } from "./blows";
import { LIVES, type Life } from "./lives";

/** One blow at one command. */
export interface EngineCell {
    readonly name: string;
    readonly life: Life;
    readonly blow: Blow;
}

const MOMENTS = {
    before: "before",
    after: "after",
    waiting: "while it waits for a frontend, not at",
} as const;

export const ENGINE_CELLS: readonly EngineCell[] = LIVES.flatMap((life) =>
    BLOWS.map((blow) => ({
        name: `engine, ${life.name}: ${blow.name} ${MOMENTS[blow.moment]} ${life.statement.source}`,
        life,
        blow,
    })),
);

const SAMPLED = [/^engine, up: Ctrl-C while/, /at DROP: provider killed after/];

/** A few of another kind each, since a cell takes some seconds. */
export const ENGINE_SAMPLE: readonly EngineCell[] = SAMPLED.map(
    (pattern) => ENGINE_CELLS.find(({ name }) => pattern.test(name))!,
);
