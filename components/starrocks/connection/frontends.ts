import { unlessInterrupted } from "../../common/interruption";
import { now, retry } from "../../common/retry";
import type { StarRocksError } from "../errors";
import { connect, type FrontendConnection } from "./driver";
import type { Frontend } from "./frontendAddress";
import { meaningOf } from "./meanings";
import type { ConnectionSettings } from "./settings";

/** A connection, and the frontend that it leads to. */
export interface OpenConnection {
    readonly connection: FrontendConnection;
    readonly frontend: Frontend;
}

/** What may become of a failure if one waits: it passes, it rarely does, or it never does. */
type Hope = "much" | "little" | "none";

/** No frontend could be connected to. */
export class NoFrontend extends Error {
    constructor(
        readonly reasons: readonly string[],
        readonly hope: Hope,
        /** True if one of them answered, and refused the user or the password. */
        readonly isLoginRefused: boolean,
    ) {
        super(reasons.length === 1 ? reasons[0] : `no frontend can be used:\n  ${reasons.join("\n  ")}`);
    }
}

/** Failures of a cluster that isn't up yet, or is full; a login that is refused is none. */
const MAY_BE_STARTING =
    /^(ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|PROTOCOL_CONNECTION_LOST|LOGIN_TIME_OUT|NO_MORE_CONNECTIONS)$/;

/** The name of a cluster that isn't up yet may come with it, and one that hangs may recover; but few do. */
const RARELY_PASSES = /^(ENOTFOUND|EAI_AGAIN|SILENT_PORT)$/;
const LITTLE_PATIENCE_MS = 5_000;

/**
 * Connects to the first frontend that can be used, and waits for a cluster that is starting.
 *
 * @param since when the waiting began: those who waited in a queue don't wait once more.
 */
export function connectToFirst(settings: ConnectionSettings, since: number): Promise<OpenConnection> {
    return retry({
        act: () =>
            unlessInterrupted(
                () => "StarRocks to accept connections",
                () => tryEach(settings),
            ),
        mayHeal: (error) => error instanceof NoFrontend && isWorthWaiting(error, since),
        waitingFor: () => "StarRocks to accept connections",
        seen: (error) => (error as NoFrontend).reasons.join("; "),
        deadlineSeconds: settings.startupTimeoutSeconds,
        since,
    });
}

function isWorthWaiting({ hope }: NoFrontend, since: number): boolean {
    return hope === "much" || (hope === "little" && now() - since < LITTLE_PATIENCE_MS);
}

async function tryEach(settings: ConnectionSettings): Promise<OpenConnection> {
    const reasons: string[] = [];
    const hopes: Hope[] = [];
    let isLoginRefused = false;
    for (const frontend of settings.frontends) {
        try {
            return { connection: await connect(frontend, settings), frontend };
        } catch (error) {
            const failure = error as StarRocksError;
            const { code = "" } = failure;
            hopes.push(hopeOf(code));
            isLoginRefused ||= code === "ER_ACCESS_DENIED_ERROR";
            reasons.push(
                `StarRocks frontend ${address(frontend)} can't be used as ${settings.user}: ${meaningOf(failure)}`,
            );
        }
    }
    throw new NoFrontend(reasons, leastHope(hopes), isLoginRefused);
}

function hopeOf(code: string): Hope {
    if (MAY_BE_STARTING.test(code)) {
        return "much";
    }
    return RARELY_PASSES.test(code) ? "little" : "none";
}

/** A frontend that refuses for good makes the whole cluster's address or login wrong. */
function leastHope(hopes: readonly Hope[]): Hope {
    if (hopes.includes("none")) {
        return "none";
    }
    return hopes.includes("much") ? "much" : "little";
}

/** A frontend as people write it. */
export function address({ host, port }: Frontend): string {
    return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}
