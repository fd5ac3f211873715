import type { Connection } from "mysql2/promise";
import { retry } from "../../retry";
import type { StarRocksError } from "../errors";
import { connect } from "./driver";
import type { ConnectionSettings, Frontend } from "./settings";

/** A connection, and the frontend that it leads to. */
export interface OpenConnection {
    readonly connection: Connection;
    readonly frontend: Frontend;
}

/** No frontend could be connected to. */
export class NoFrontend extends Error {
    constructor(
        readonly reasons: readonly string[],
        readonly mayBeStarting: boolean,
        /** True if one of them answered, and refused the user or the password. */
        readonly isLoginRefused: boolean,
    ) {
        super(reasons.length === 1 ? reasons[0] : `no frontend can be used:\n  ${reasons.join("\n  ")}`);
    }
}

/** Failures of a cluster that isn't up yet, nor perhaps its name; a login that is refused is none. */
const MAY_BE_STARTING =
    /^(ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|PROTOCOL_CONNECTION_LOST|EAI_AGAIN|ENOTFOUND)$/;

/**
 * Connects to the first frontend that can be used, and waits for a cluster that is starting.
 *
 * @param since when the waiting began: those who waited in a queue don't wait once more.
 */
export function connectToFirst(settings: ConnectionSettings, since: number): Promise<OpenConnection> {
    return retry({
        act: () => tryEach(settings),
        mayHeal: (error) => error instanceof NoFrontend && error.mayBeStarting,
        waitingFor: () => "StarRocks to accept connections",
        seen: (error) => (error as NoFrontend).reasons.join("; "),
        deadlineSeconds: settings.startupTimeoutSeconds,
        since,
    });
}

async function tryEach(settings: ConnectionSettings): Promise<OpenConnection> {
    const reasons: string[] = [];
    let mayBeStarting = true;
    let isLoginRefused = false;
    for (const frontend of settings.frontends) {
        try {
            return { connection: await connect(frontend, settings), frontend };
        } catch (error) {
            const { message, code = "" } = error as StarRocksError;
            mayBeStarting &&= MAY_BE_STARTING.test(code);
            isLoginRefused ||= code === "ER_ACCESS_DENIED_ERROR";
            reasons.push(
                `StarRocks frontend ${address(frontend)} can't be used as ${settings.user}: ${meaningOf(code, message)}`,
            );
        }
    }
    throw new NoFrontend(reasons, mayBeStarting, isLoginRefused);
}

/** A frontend as people write it. */
export function address({ host, port }: Frontend): string {
    return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}

interface Meaning {
    readonly code: string;
    readonly text?: RegExp;
    readonly meaning: string;
}

/** What the driver's failures mean for somebody who doesn't know the driver; the first that matches counts. */
const MEANINGS: readonly Meaning[] = [
    { code: "ECONNREFUSED", meaning: "nobody listens on that port (is it the frontend's query_port?)" },
    { code: "ENOTFOUND", meaning: "its name can't be resolved" },
    { code: "ETIMEDOUT", meaning: "it doesn't answer (is there a firewall or security group on the way?)" },
    { code: "PROTOCOL_CONNECTION_LOST", meaning: "it closed the connection (is it still starting?)" },
    {
        code: "HANDSHAKE_NO_SSL_SUPPORT",
        meaning: "it offers no TLS; set ssl_keystore_location in its fe.conf, or leave tls out here",
    },
    {
        code: "HANDSHAKE_SSL_ERROR",
        text: /altnames|Hostname/i,
        meaning:
            "its certificate is for another name; give a name that is in the certificate as the host, or set " +
            "tls.verifyServerName to false",
    },
    {
        code: "HANDSHAKE_SSL_ERROR",
        text: /expired|not yet valid/i,
        meaning: "its certificate is not valid at this time; renew it, and check the clock here",
    },
    {
        code: "HANDSHAKE_SSL_ERROR",
        text: /self.signed|unable to (get|verify)|issuer|untrusted/i,
        meaning:
            "its certificate isn't signed by an authority that is trusted here; give that authority's as tls.ca",
    },
    {
        code: "ER_ACCESS_DENIED_ERROR",
        text: /using password: NO/,
        meaning: 'no password was given; run "pulumi config set --secret starrocks:password"',
    },
    {
        code: "MYSQL_CLEAR_PASSWORD_NOT_ENABLED",
        meaning: "it wants the password in clear (LDAP); set cleartextPassword, together with tls",
    },
];

function meaningOf(code: string, message: string): string {
    const found = MEANINGS.find((each) => each.code === code && (each.text?.test(message) ?? true));
    return found === undefined ? message : `${found.meaning} (${code}: ${message})`;
}
