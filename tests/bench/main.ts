import { cpus } from "node:os";
import { interruptible } from "../../scripts/interruption";
import { openConsumer } from "../engine/support/consumer";
import { pulumiCli } from "../engine/support/pulumiCli";
import { floorOf } from "./floor";
import { countTraffic, type Lives, measureLives, type Traffic } from "./lives";
import { packageFigures } from "./packageFigures";
import { type Parameters, type Part, parametersOf, USAGE } from "./parameters";
import type { Workload } from "./programs";
import { type Results, reportOf } from "./report";
import { type OpenSurroundings, openSurroundings } from "./surroundings";

/** Numbers of resources, by part. */
const SIZES: Readonly<Record<Exclude<Part, "floor" | "package">, readonly number[]>> = {
    catalogs: [1, 10, 100, 500],
    nothing: [1, 10, 100, 500],
    grants: [10, 100, 1000],
    namespaces: [1, 10, 100, 1000],
};

/** What is sent is told of so many resources. */
const COUNTED: readonly (readonly [Workload, number])[] = [
    ["catalogs", 1],
    ["catalogs", 10],
    ["grants", 10],
    ["namespaces", 10],
];

const FLOOR_SIZE = 100;
const FLOOR_CONNECTIONS = [1, 8];

async function bench(parameters: Parameters): Promise<void> {
    const { parts, sizes, runs, version, json } = parameters;
    const tell = (line: string) => process.stderr.write(`${line}\n`);
    const consumer = await openConsumer(tell);
    const surroundings = await openSurroundings(version);
    try {
        const lives: Lives[] = [];
        const traffic: Traffic[] = [];
        const workloads = (["catalogs", "nothing", "grants", "namespaces"] as const).filter((each) =>
            parts.includes(each),
        );
        const measured = [
            ...(workloads.length > 0 ? [{ workload: "empty" as const, count: 1 }] : []),
            ...workloads.flatMap((workload) =>
                (sizes ?? SIZES[workload]).map((count) => ({ workload, count })),
            ),
        ];
        for (const each of measured) {
            tell(`${each.workload}, ${each.count}`);
            lives.push(await measureLives(surroundings, consumer, { ...each, runs }));
        }
        for (const [workload, count] of COUNTED.filter(([each]) => workloads.includes(each as "catalogs"))) {
            traffic.push(await countTraffic(surroundings, consumer, workload, count));
        }
        const floors = [];
        for (const connections of parts.includes("floor") ? FLOOR_CONNECTIONS : []) {
            const floor = await floorOf(surroundings, FLOOR_SIZE, connections);
            floors.push({ connections, count: FLOOR_SIZE, floor });
        }
        const results: Results = {
            machine: await describeMachine(surroundings, runs),
            lives,
            traffic,
            floors,
            ...(parts.includes("package") && { package: await packageFigures(consumer, runs) }),
        };
        console.log(json ? JSON.stringify(results, null, 4) : reportOf(results));
    } finally {
        await surroundings.close();
        await consumer.close();
    }
}

async function describeMachine(
    { version, isReal }: OpenSurroundings,
    runs: number,
): Promise<Record<string, string>> {
    const { version: cli } = await pulumiCli();
    const { version: sdk } = require("@pulumi/pulumi/package.json") as { version: string };
    return {
        machine: `${cpus().length} × ${cpus()[0]?.model.trim() ?? "unknown"}, ${process.platform}`,
        "Node.js": process.versions.node,
        Pulumi: `CLI ${cli}, @pulumi/pulumi ${sdk}`,
        StarRocks: isReal
            ? version
            : `the sandbox's frontend as ${version}, in a process of its own on the same machine`,
        runs: `${runs}, on ${new Date().toISOString().slice(0, 10)}`,
    };
}

function main(typed: readonly string[]): Promise<void> {
    try {
        const parameters = parametersOf(typed);
        return interruptible(() => bench(parameters));
    } catch (error) {
        console.error(`${(error as Error).message}\n${USAGE}`);
        process.exitCode = 2;
        return Promise.resolve();
    }
}

void main(process.argv.slice(2));
