import { tmpdir } from "node:os";
import { withLock } from "./cache";
import { run } from "./processes";
import { duration, isAtLeast, type Progress } from "./progress";

const REPORT_MILLISECONDS = 10_000;

export interface GoBuild {
    /** As a person calls what is built. */
    readonly title: string;
    /** The folder of the Go module. */
    readonly directory: string;
    readonly package: string;
    readonly output: string;
    readonly linkerFlags?: readonly string[];
}

/**
 * Builds a program, and tells how far it is every ten seconds. All are built with the same tags, so that Go compiles
 * what they share once; one at a time, as each takes all cores.
 */
export function buildWithGo(build: GoBuild, progress: Progress): Promise<void> {
    const wait = () => progress("Another process is building with Go: waiting for it.");
    return withLock("go-build", () => reportingBuild(build, progress), wait);
}

async function reportingBuild(build: GoBuild, progress: Progress): Promise<void> {
    const started = Date.now();
    let downloaded = 0;
    let compiled = 0;
    const report = setInterval(() => {
        const what =
            compiled > 0
                ? `${compiled} packages compiled`
                : `${downloaded} Go modules downloaded, none compiled`;
        progress(`  ${duration(Date.now() - started)}: ${what} so far`);
    }, REPORT_MILLISECONDS);
    try {
        await run({
            program: "go",
            arguments: [
                ...["build", "-v", "-o", build.output],
                ...["-tags", "osusergo,grpcnotrace"],
                ...["-ldflags", ["-s", "-w", ...(build.linkerFlags ?? [])].join(" ")],
                build.package,
            ],
            directory: build.directory,
            onLine: (line) => {
                if (line.startsWith("go: downloading ")) {
                    downloaded += 1;
                } else {
                    compiled += 1;
                }
            },
        });
    } finally {
        clearInterval(report);
    }
    progress(`Built ${build.title} in ${duration(Date.now() - started)}.`);
}

/** What stands in the way of building a module that wants that release of Go; `undefined` if nothing does. */
export async function obstacleToGo(needed: string): Promise<string | undefined> {
    const found = await installedGo();
    if (found === undefined) {
        return "no go on PATH";
    }
    return isAtLeast(found, needed) ? undefined : `found ${found}`;
}

/** The release of Go that the text of a go.mod wants. */
export function goVersionIn(moduleFile: string): string | undefined {
    return /^go (\S+)$/m.exec(moduleFile)?.[1];
}

/** Asked outside of the module, where a `go` would first try to download the version that the module wants. */
async function installedGo(): Promise<string | undefined> {
    try {
        const answer = await run({ program: "go", arguments: ["env", "GOVERSION"], directory: tmpdir() });
        return /go(\d+\.\d+(\.\d+)?)/.exec(answer)?.[1];
    } catch {
        return undefined;
    }
}
