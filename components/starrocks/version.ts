import type { Session } from "./connection/session";

/** Oldest release whose `ALTER CATALOG` sets any property; credentials can't be rotated in place before it. */
const MINIMUM = [3, 4, 2] as const;

/** The version that a frontend gives itself, such as `3.5.7-d2da301` or `main-70d1c24`. */
export async function readVersion(session: Session): Promise<string> {
    const [row] = await session.queryAgain("SELECT @@version_comment AS version");
    return row?.version ?? "";
}

/** Why the version can't be used; nothing if it can. A build from the main branch has no number and is new. */
export function versionProblem(version: string): string | undefined {
    const numbers = /^(\d+)\.(\d+)\.(\d+)/.exec(version)?.slice(1).map(Number);
    if (numbers === undefined) {
        return undefined;
    }
    const different = MINIMUM.findIndex((minimum, index) => numbers[index] !== minimum);
    if (different < 0 || numbers[different]! > MINIMUM[different]!) {
        return undefined;
    }
    return (
        `release ${version} is too old, ${MINIMUM.join(".")} or later is needed (earlier ones can't change a catalog's ` +
        "properties, and 3.3 doesn't ask for vended credentials)"
    );
}
