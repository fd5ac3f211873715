import { CELLS } from "./cells";
import { ENGINE_CELLS } from "./engine/cells";
import { runEngineCells } from "./engine/lanes";
import { hasPassed, type Outcome } from "./outcome";
import { report } from "./report";
import { runCell } from "./runCell";
import { openWorld } from "./world";

/** Several at once, since cells wait most of the time. */
const LANES = 2;

/** Lake Formation has nothing to do with StarRocks' version. */
const RUNS = (["4.1", "3.5"] as const).flatMap((version) =>
    Array.from({ length: LANES }, (_, lane) => ({
        version,
        cells: CELLS.filter(
            ({ fault }, index) =>
                index % LANES === lane && (version === "4.1" || fault.place !== "lakeFormation"),
        ),
    })),
);

async function main(pattern = ""): Promise<number> {
    process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
    const printed: string[] = [];
    console.log = (line: string) => printed.push(line);
    const print = (line: string) => process.stdout.write(`${line}\n`);
    const printProblems = ({ name, problems }: Outcome, where: string) => {
        for (const problem of problems) {
            print(`FAILED on ${where}: ${name}\n    ${problem}`);
        }
    };
    const chosen = new RegExp(pattern);
    const outcomes = await Promise.all(
        RUNS.map(async ({ version, cells }) => {
            const world = await openWorld(version);
            const outcomes: Outcome[] = [];
            try {
                for (const cell of cells.filter(({ name }) => chosen.test(name))) {
                    const outcome = await runCell(world, cell, () => printed);
                    outcomes.push(outcome);
                    printProblems(outcome, version);
                }
            } finally {
                await world.close();
            }
            return outcomes;
        }),
    );
    const onEngine = await runEngineCells(
        ENGINE_CELLS.filter(({ name }) => chosen.test(name)),
        (outcome) => printProblems(outcome, "the engine"),
    );
    const all = [...outcomes.flat(), ...onEngine];
    report(all, print);
    return all.every(hasPassed) ? 0 : 1;
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => process.exit(1));
}

main(process.argv[2]).then(
    (code) => {
        process.exit(code);
    },
    (error: Error) => {
        console.error(error);
        process.exit(1);
    },
);
