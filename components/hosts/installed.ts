import { createRequire } from "node:module";
import { join } from "node:path";
import { type ArgumentProblem, refuse } from "../common/validation";

const PACKAGE = "pulumi-starrocks-s3tables";
/** What the stored text of every dynamic provider requires. */
export const PROVIDER_MODULE = `${PACKAGE}/provider`;
/** What Pulumi starts a program with, in the folder in which it then starts the dynamic providers. */
const LAUNCHER = join("@pulumi", "pulumi", "cmd", "run", "index.js");

/** Before the program has had a chance to change it. */
const programFolder = process.cwd();

let isInstalled = false;

/**
 * Refuses a program that has this package only by way of another one, where the package manager keeps such packages
 * out of the program's reach: each dynamic provider would say "Cannot find module".
 *
 * Under mocks, in an inline program of the Automation API and in a plugin, the working folder tells nothing.
 */
export function requireInstalled(): void {
    if (isInstalled || !require.main?.filename.endsWith(LAUNCHER)) {
        return;
    }
    refuse(`${PACKAGE} isn't installed for this program`, installationProblems(programFolder));
    isInstalled = true;
}

/** Why a dynamic provider that is started in this folder wouldn't find this package. */
export function installationProblems(folder: string): ArgumentProblem[] {
    try {
        createRequire(join(folder, "/")).resolve(PROVIDER_MODULE);
        return [];
    } catch {
        const { version } = createRequire(__filename)(`${PACKAGE}/package.json`) as { version: string };
        const problem =
            `lacks "${PACKAGE}": "^${version}". Pulumi loads the dynamic providers from ${folder}, so what a ` +
            "dependency of the program brings with it isn't enough. Add the line, and install";
        return [{ path: "dependencies in package.json", problem }];
    }
}
