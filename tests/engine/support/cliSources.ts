import { mkdir, readFile, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { PulumiCommand } from "@pulumi/pulumi/automation";
import { version as sdkVersion } from "@pulumi/pulumi/version";
import { cacheDirectory, publish } from "./cache";
import { buildWithGo, goVersionIn, obstacleToGo } from "./goBuild";
import type { Progress } from "./progress";

const MODULE_DIRECTORY = resolve(__dirname, "../../../tools/pulumi-cli");
const COMMAND_PACKAGE = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
const VERSION_VARIABLE = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";
const REACHABLE_WITHIN_MILLISECONDS = 5_000;

/** What the Go module file says: the one place where the version of the CLI and of Go is written. */
interface ModuleFile {
    readonly cliVersion: string;
    readonly goVersion: string;
}

async function moduleFile(): Promise<ModuleFile> {
    const text = await readFile(join(MODULE_DIRECTORY, "go.mod"), "utf8");
    const cliVersion = /github\.com\/pulumi\/pulumi\/pkg\/v3 v(\S+)/.exec(text)?.[1];
    const goVersion = goVersionIn(text);
    if (cliVersion === undefined || goVersion === undefined) {
        throw new Error(`${MODULE_DIRECTORY}/go.mod names no version of pulumi/pkg or of Go`);
    }
    return { cliVersion, goVersion };
}

/** Where a CLI that we made available may lie in the cache: the built one, then the installed one. */
export async function cachedInstallations(): Promise<string[]> {
    const { cliVersion } = await moduleFile();
    return [installation(cliVersion), installation(sdkVersion)];
}

function installation(version: string): string {
    return join(cacheDirectory, `pulumi-${version}`);
}

function stagingDirectory(version: string): string {
    return join(cacheDirectory, `pulumi-${version}.${process.pid}.tmp`);
}

/** The official installer, driven by the Automation API; `undefined` where the download site can't be reached. */
export async function installOfficial(progress: Progress): Promise<string | undefined> {
    const staging = stagingDirectory(sdkVersion);
    try {
        await fetch("https://get.pulumi.com/install.sh", {
            method: "HEAD",
            signal: AbortSignal.timeout(REACHABLE_WITHIN_MILLISECONDS),
        });
    } catch {
        progress("The Pulumi download site can't be reached from here: building the CLI from its Go module.");
        return undefined;
    }
    try {
        progress(`Installing the Pulumi CLI ${sdkVersion} with the official installer.`);
        await PulumiCommand.install({ root: staging });
    } catch (error) {
        await rm(staging, { recursive: true, force: true });
        progress(`The official installer failed (${firstLine(error)}): building the CLI from its Go module.`);
        return undefined;
    }
    await publish(staging, installation(sdkVersion));
    return installation(sdkVersion);
}

function firstLine(error: unknown): string {
    return String(error instanceof Error ? error.message : error).split("\n")[0] ?? "";
}

/** Builds the CLI from its official Go module. */
export async function buildFromModule(progress: Progress): Promise<string> {
    const { cliVersion, goVersion } = await moduleFile();
    await requireGo(goVersion, cliVersion);
    const staging = stagingDirectory(cliVersion);
    await mkdir(join(staging, "bin"), { recursive: true });
    progress(
        `Building the Pulumi CLI ${cliVersion} from its Go module: once, about 5 minutes on 2 cores, ` +
            `120 MB kept in ${cacheDirectory}.`,
    );
    try {
        await buildWithGo(
            {
                title: "the Pulumi CLI",
                directory: MODULE_DIRECTORY,
                package: COMMAND_PACKAGE,
                output: join(staging, "bin", "pulumi"),
                linkerFlags: [`-X ${VERSION_VARIABLE}=v${cliVersion}`],
            },
            progress,
        );
    } catch (error) {
        await rm(staging, { recursive: true, force: true });
        throw error;
    }
    await publish(staging, installation(cliVersion));
    return installation(cliVersion);
}

async function requireGo(needed: string, cliVersion: string): Promise<void> {
    const obstacle = await obstacleToGo(needed);
    if (obstacle !== undefined) {
        throw new Error(
            `No Pulumi CLI was found, and building one needs Go ${needed} or newer (${obstacle}). ` +
                `Install the Pulumi CLI (${cliVersion} was tested; https://www.pulumi.com/docs/install), ` +
                "or Go (https://go.dev/doc/install), or set PULUMI_CLI to the path of a CLI.",
        );
    }
}
