import { randomInt } from "node:crypto";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { AccessControl } from "./accounts/accessControl";
import { Accounts } from "./accounts/accounts";
import { Backend } from "./backend/backend";
import { CatalogManager } from "./catalogs/catalogManager";
import type { FrontendState } from "./context";
import type { Faults } from "./faults";
import { Connection } from "./protocol/connection";
import type { TlsKeyPair } from "./protocol/packetStream";
import type { Environment } from "./rest/properties";
import { type StarRocksVersion, VERSIONS } from "./versions";

/** Java's largest `int`. */
const MAX_CLUSTER_ID = 2 ** 31 - 1;

export type { Faults } from "./faults";
export type { StarRocksVersion } from "./versions";

export interface StarRocksOptions {
    /** @default "4.1" */
    version?: StarRocksVersion;
    /** The query port. Default: a free one. */
    port?: number;
    /** The frontend process's environment, for `env:NAME` values and the default credential chain. */
    environment?: Environment;
    /** Offers TLS, as a frontend with a keystore does. */
    tls?: TlsKeyPair;
    rootPassword?: string;
    /** Identity of the cluster, a number. Default: one that no other frontend has. */
    clusterId?: string;
    /** What the LDAP server knows, for users made `IDENTIFIED WITH authentication_ldap_simple`. */
    ldapPasswords?: Record<string, string>;
    faults?: Faults;
    /** The clock that dates signatures. */
    now?: () => Date;
}

export interface StarRocksFrontend {
    readonly host: "127.0.0.1";
    readonly port: number;
    readonly user: "root";
    readonly password: string;
    readonly version: StarRocksVersion;
    /** Its members may be changed at any time; the next use of a catalog sees them. */
    readonly environment: Environment;
    /** Its members may be changed at any time. */
    readonly faults: Faults;
    /** The texts of all queries received. */
    readonly statements: string[];
    /** Cuts all clients off. Catalogs, users and grants stay; connectors are lazy again. */
    restart(): void;
    close(): Promise<void>;
}

/** Starts an embedded StarRocks frontend, with a backend that keeps rows as this sandbox does. */
export async function startStarRocks(options: StarRocksOptions = {}): Promise<StarRocksFrontend> {
    const {
        version = "4.1",
        environment = {},
        faults = {},
        rootPassword = "",
        ldapPasswords = {},
        clusterId = String(randomInt(1, MAX_CLUSTER_ID)),
    } = options;
    const closing = new AbortController();
    const frontend = {
        ...frontendState(version, environment, faults, rootPassword, options.now, closing.signal),
        clusterId,
    };
    const statements: string[] = [];
    const connections = new Set<Connection>();
    const settings = {
        frontend,
        tls: options.tls,
        directory: {
            find: (name: string, address: string) => frontend.accounts.login(name, address),
            ldapPassword: (name: string) => ldapPasswords[name],
        },
        log: (text: string) => statements.push(text),
    };
    let lastConnectionId = frontend.facts.frontendId << 24;
    const server = createServer((socket: Socket) => {
        if (frontend.faults.refuseLogins) {
            socket.destroy();
            return;
        }
        lastConnectionId += 1;
        const connection = new Connection(socket, lastConnectionId, settings);
        connections.add(connection);
        void connection.serve().finally(() => connections.delete(connection));
    });
    frontend.port = await listen(server, options.port ?? 0);
    const disconnectAll = () => {
        for (const connection of connections) {
            connection.disconnect();
        }
    };
    return {
        host: "127.0.0.1",
        port: frontend.port,
        user: "root",
        password: rootPassword,
        version,
        environment,
        faults,
        statements,
        restart: () => {
            disconnectAll();
            frontend.catalogs.restart();
        },
        close: async () => {
            closing.abort();
            disconnectAll();
            await new Promise((resolve) => server.close(resolve));
            await frontend.backend.close();
        },
    };
}

function frontendState(
    version: StarRocksVersion,
    environment: Environment,
    faults: Faults,
    rootPassword: string,
    now: () => Date = () => new Date(),
    signal: AbortSignal,
): Omit<FrontendState, "clusterId"> {
    const process = { facts: VERSIONS[version], environment, now, signal };
    const accounts = new Accounts(rootPassword);
    const catalogs = new CatalogManager(process);
    return {
        ...process,
        faults,
        accounts,
        catalogs,
        access: new AccessControl(accounts, catalogs),
        internalDatabases: new Set(["_statistics_", "information_schema", "sys"]),
        sessions: new Map(),
        backend: new Backend(process),
        startedAt: now(),
        port: 0,
    };
}

function listen(server: Server, port: number): Promise<number> {
    return new Promise((resolve, reject) => {
        server.once("error", reject);
        server.listen(port, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
    });
}
