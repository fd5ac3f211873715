import type { Floor, FloorStatement } from "./floor";
import { FLOOR_STATEMENTS } from "./floor";
import type { Lives, Traffic } from "./lives";
import { OPERATIONS, type Operation } from "./operations";
import type { PackageFigures } from "./packageFigures";
import type { Workload } from "./programs";
import { type Spread, slopeOf } from "./statistics";

export interface Results {
    readonly machine: Readonly<Record<string, string>>;
    readonly lives: readonly Lives[];
    readonly traffic: readonly Traffic[];
    readonly floors: readonly {
        readonly connections: number;
        readonly count: number;
        readonly floor: Floor;
    }[];
    readonly package?: PackageFigures;
}

const HEADINGS: Readonly<Record<Operation, string>> = {
    up: "`up`",
    preview: "`preview`, unchanged",
    unchanged: "`up`, unchanged",
    refresh: "`refresh`",
    destroy: "`destroy`",
};

const NAMES: Readonly<Record<Workload, (count: number) => string>> = {
    empty: () => "a program without resources",
    catalogs: (count) => `${counted(count)} \`StarRocksCatalog\``,
    grants: (count) => `${counted(count)} \`StarRocksGrant\``,
    namespaces: (count) => `the component with ${counted(count)} namespace${count === 1 ? "" : "s"}`,
    nothing: (count) =>
        `${counted(count)} dynamic resource${count === 1 ? "" : "s"} that do${count === 1 ? "es" : ""} nothing`,
};

/** The largest number by which slopes are told: beyond it, the state's size is what takes the time. */
const SLOPE_UP_TO = 100;

/** The results as Markdown, as the page on performance shows them. */
export function reportOf(results: Results): string {
    return [
        machineList(results.machine),
        ...section("Operations, in seconds: median (lowest to highest)", operationRows(results.lives)),
        ...section("Each resource more, in milliseconds", slopeRows(results.lives, elapsed)),
        ...section("Beyond a program without resources, in seconds", fixedRows(results.lives, elapsed)),
        ...section("Time of a processor, in seconds", processorRows(results.lives)),
        ...section("Each resource more, in milliseconds of a processor", slopeRows(results.lives, computed)),
        ...section(
            "Beyond a program without resources, in seconds of a processor",
            fixedRows(results.lives, computed),
        ),
        ...section("Sent to the frontend and the endpoint", trafficRows(results.traffic)),
        ...section("The statements alone, each in milliseconds", floorRows(results.floors)),
        ...(results.package === undefined ? [] : packageSections(results.package)),
    ].join("\n\n");
}

type Row = readonly string[];

/** What an operation took, in milliseconds. */
type Figure = (lives: Lives, operation: Operation) => number;

const elapsed: Figure = ({ milliseconds }, operation) => milliseconds[operation].median;
const computed: Figure = ({ processorMs }, operation) => processorMs[operation];

/** A table below a heading; nothing if there are no rows. */
function section(heading: string, [head, ...rows]: readonly Row[]): string[] {
    return head === undefined || rows.length === 0 ? [] : [`### ${heading}`, table(head, rows)];
}

function table(head: Row, rows: readonly Row[]): string {
    const line = (cells: Row) => `| ${cells.join(" | ")} |`;
    return [line(head), line(head.map((_, index) => (index === 0 ? "---" : "---:"))), ...rows.map(line)].join(
        "\n",
    );
}

function machineList(machine: Readonly<Record<string, string>>): string {
    return Object.entries(machine)
        .map(([name, value]) => `- ${name}: ${value}`)
        .join("\n");
}

const operationHead: Row = ["", ...OPERATIONS.map((each) => HEADINGS[each])];

function operationRows(lives: readonly Lives[]): Row[] {
    return [
        operationHead,
        ...lives.map(({ workload, count, milliseconds }) => [
            NAMES[workload](count),
            ...OPERATIONS.map((each) => seconds(milliseconds[each])),
        ]),
    ];
}

function processorRows(lives: readonly Lives[]): Row[] {
    return [
        operationHead,
        ...lives.map((each) => [
            NAMES[each.workload](each.count),
            ...OPERATIONS.map((operation) => (computed(each, operation) / 1000).toFixed(2)),
        ]),
    ];
}

/** Of each kind; and what sandbox and frontend computed meanwhile. */
function slopeRows(lives: readonly Lives[], figure: Figure): Row[] {
    const rows = (["catalogs", "nothing", "grants", "namespaces"] as const).flatMap((workload) => {
        const some = lives.filter((each) => each.workload === workload && each.count <= SLOPE_UP_TO);
        const row = (name: string, of: Figure) => [
            name,
            ...OPERATIONS.map((operation) =>
                decimal(slopeOf(some.map((each) => [each.count, of(each, operation)] as const))),
            ),
        ];
        if (new Set(some.map(({ count }) => count)).size < 2) {
            return [];
        }
        const surroundings: Figure = ({ surroundingsMs }, operation) => surroundingsMs[operation];
        return [
            row(NOUNS[workload], figure),
            ...(workload === "nothing"
                ? []
                : [row(`${NOUNS[workload]}: computed by sandbox and frontend meanwhile`, surroundings)]),
        ];
    });
    return [operationHead, ...rows];
}

const NOUNS = {
    catalogs: "catalog",
    nothing: "dynamic resource that does nothing: the engine's share",
    grants: "grant",
    namespaces: "namespace of the component",
};

function fixedRows(lives: readonly Lives[], figure: Figure): Row[] {
    const empty = lives.find(({ workload }) => workload === "empty");
    const first = lives.filter(({ workload, count }) => workload !== "empty" && count === 1);
    return empty === undefined
        ? []
        : [
              operationHead,
              ...first.map((each) => [
                  NAMES[each.workload](1),
                  ...OPERATIONS.map((operation) =>
                      ((figure(each, operation) - figure(empty, operation)) / 1000).toFixed(2),
                  ),
              ]),
          ];
}

function trafficRows(traffic: readonly Traffic[]): Row[] {
    return [
        operationHead,
        ...traffic.map(({ workload, count, sent }) => [
            NAMES[workload](count),
            ...OPERATIONS.map((each) => {
                const { statements, requests, connections } = sent[each];
                return `${statements} statements, ${requests} requests, ${connections} connections`;
            }),
        ]),
    ];
}

function floorRows(floors: Results["floors"]): Row[] {
    return [
        ["mysql2 without this package", ...FLOOR_STATEMENTS.map((each) => `\`${each}\``)],
        ...floors.map(({ connections, count, floor }) => [
            `${count} catalogs on ${connections === 1 ? "one connection" : `${connections} connections`}`,
            ...FLOOR_STATEMENTS.map((each: FloorStatement) => decimal(floor[each])),
        ]),
    ];
}

function packageSections({ tarballBytes, providerTextBytes, loading }: PackageFigures): string[] {
    return [
        ...section("The package", [
            ["", "milliseconds", "MB of memory", "modules"],
            ...loading.map(({ what, milliseconds, memoryMb, modules }) => [
                `loading ${what}`,
                `${Math.round(milliseconds.median)} (${Math.round(milliseconds.lowest)} to ${Math.round(milliseconds.highest)})`,
                String(Math.round(memoryMb)),
                String(modules),
            ]),
        ]),
        `Its tarball has ${Math.round(tarballBytes / 1000)} kB, and the state of each dynamic resource holds ` +
            `${providerTextBytes} bytes of its provider's code.`,
    ];
}

function seconds({ median, lowest, highest }: Spread): string {
    const [middle, least, most] = [median, lowest, highest].map((each) => (each / 1000).toFixed(2));
    return least === most ? middle! : `${middle} (${least} to ${most})`;
}

function decimal(value: number | undefined): string {
    return value === undefined ? "" : value.toFixed(1);
}

function counted(count: number): string {
    return count.toLocaleString("en-US");
}
