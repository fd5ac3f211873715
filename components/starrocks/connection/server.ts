import { messageOf } from "../errors";
import { showFrontends } from "../statements";
import { readVersion } from "../version";
import type { Session } from "./session";

/** What a frontend says of itself and of its cluster. */
export interface ServerDescription {
    /** Version that the frontend reports, such as `3.5.7-d2da301`. */
    readonly starRocksVersion: string;
    /** Identity of the cluster, the same on all its frontends; none if the user may not see it. */
    readonly clusterId?: string;
}

/** Asked once for each connection: neither changes while it lasts. */
const described = new WeakMap<object, ServerDescription>();

/** Version of the frontend, and identity of its cluster as far as the user may see it. */
export async function describeServer(session: Session): Promise<ServerDescription> {
    const known = described.get(session.identity);
    if (known !== undefined) {
        return known;
    }
    const starRocksVersion = await readVersion(session);
    const clusterId = await readClusterId(session);
    const description = { starRocksVersion, ...(clusterId !== undefined && { clusterId }) };
    described.set(session.identity, description);
    return description;
}

/** `SHOW FRONTENDS` needs OPERATE or NODE on SYSTEM, as `db_admin` has it; other users don't get to know. */
async function readClusterId(session: Session): Promise<string | undefined> {
    try {
        const [row] = await session.queryAgain(showFrontends());
        return row?.ClusterId ?? undefined;
    } catch (error) {
        if (/^Access denied/.test(messageOf(error))) {
            return undefined;
        }
        throw error;
    }
}
