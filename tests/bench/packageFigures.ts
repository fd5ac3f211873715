import { stat } from "node:fs/promises";
import { providerText } from "../../components/hosts/resource";
import type { Consumer } from "../engine/support/consumer";
import { run } from "../engine/support/processes";
import { type Spread, spreadOf } from "./statistics";

/** What a program or a host of providers loads. */
const LOADED = {
    "@pulumi/pulumi": ["@pulumi/pulumi"],
    "and @pulumi/aws": ["@pulumi/pulumi", "@pulumi/aws"],
    "and this package": ["@pulumi/pulumi", "pulumi-starrocks-s3tables"],
    "and its providers": ["@pulumi/pulumi", "pulumi-starrocks-s3tables/provider"],
} as const;

export interface PackageFigures {
    readonly tarballBytes: number;
    /** The code of its provider that the state of each resource holds. */
    readonly providerTextBytes: number;
    readonly loading: readonly Loading[];
}

export interface Loading {
    readonly what: string;
    readonly milliseconds: Spread;
    readonly memoryMb: number;
    readonly modules: number;
}

export async function packageFigures(consumer: Consumer, runs: number): Promise<PackageFigures> {
    const loading: Loading[] = [];
    for (const [what, modules] of Object.entries(LOADED)) {
        loading.push(await load(consumer.directory, what, modules, runs));
    }
    return {
        tarballBytes: (await stat(consumer.tarball)).size,
        providerTextBytes: providerText("catalog").length,
        loading,
    };
}

async function load(
    directory: string,
    what: string,
    modules: readonly string[],
    runs: number,
): Promise<Loading> {
    const script = `
        const began = performance.now();
        ${modules.map((each) => `require(${JSON.stringify(each)});`).join("")}
        const milliseconds = performance.now() - began;
        const memoryMb = process.memoryUsage().rss / 1e6;
        console.log(JSON.stringify({ milliseconds, memoryMb, modules: Object.keys(require.cache).length }));`;
    const found: { milliseconds: number; memoryMb: number; modules: number }[] = [];
    for (let each = 0; each < runs; each += 1) {
        const text = await run({ program: process.execPath, arguments: ["--eval", script], directory });
        found.push(JSON.parse(text));
    }
    return {
        what,
        milliseconds: spreadOf(found.map(({ milliseconds }) => milliseconds)),
        memoryMb: spreadOf(found.map(({ memoryMb }) => memoryMb)).median,
        modules: found[0]!.modules,
    };
}
