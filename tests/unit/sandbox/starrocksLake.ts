import { expect } from "chai";
import type { Connection } from "mysql2/promise";
import { type StarRocksFrontend, type StarRocksOptions, startStarRocks } from "../../sandbox/starrocks";
import { connect, createCatalog, FakeServer, glueProperties, outcome } from "./starrocksFixtures";

/** A frontend with the catalog `lake`, the small REST server behind that, and clients. */
export interface StarRocksLake {
    readonly server: FakeServer;
    readonly frontend: StarRocksFrontend;
    readonly root: Connection;
    /** One more client, which is closed with the others. */
    login(user: string): Promise<Connection>;
    close(): Promise<void>;
}

export async function openStarRocksLake(options: StarRocksOptions = {}): Promise<StarRocksLake> {
    const server = await FakeServer.start();
    const frontend = await startStarRocks(options);
    const clients: Connection[] = [];
    const login = async (user: string) => {
        const client = await connect(frontend, { user });
        clients.push(client);
        return client;
    };
    const root = await login("root");
    await root.query(createCatalog("lake", glueProperties(server)));
    return {
        server,
        frontend,
        root,
        login,
        close: async () => {
            for (const client of clients) {
                client.destroy();
            }
            await frontend.close();
            await server.close();
        },
    };
}

export type Step = [sql: string, expected: string | unknown[][]];

/** Runs the statements and expects each outcome; OK is left out. */
export async function expectSteps(client: Connection, steps: readonly (string | Step)[]): Promise<void> {
    for (const step of steps) {
        const [sql, expected] = typeof step === "string" ? [step, "OK"] : step;
        expect(await outcome(client, sql), sql).to.deep.equal(expected);
    }
}

export const analyzing = (detail: string) => `1064/HY000 Getting analyzing error. Detail message: ${detail}.`;

export const initFailure = (name: string, cause: string) =>
    `Failed to init connector [type: iceberg, name: ${name}]. msg: ${cause}`;

export const createFailure = (name: string, cause: string) =>
    `1064/HY000 connector create failed {${initFailure(name, cause)}}`;
