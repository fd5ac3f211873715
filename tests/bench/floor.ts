import { openSqlClient, type SqlClient } from "../sandbox/sqlClient";
import type { OpenSurroundings } from "./surroundings";

/** What the same frontend takes for the statements alone, sent by mysql2 without this package. */

export const FLOOR_STATEMENTS = ["CREATE", "SHOW DATABASES", "DROP"] as const;
export type FloorStatement = (typeof FLOOR_STATEMENTS)[number];
export type Floor = Readonly<Record<FloorStatement, number>>;

/** Milliseconds for each of so many catalogs. */
export async function floorOf(
    { login, properties }: OpenSurroundings,
    count: number,
    connections: number,
): Promise<Floor> {
    const clients = await Promise.all(Array.from({ length: connections }, () => openSqlClient(login)));
    const list = Object.entries(properties).map(([key, value]) => `"${key}" = "${value}"`);
    const texts: Readonly<Record<FloorStatement, (name: string) => string>> = {
        CREATE: (name) => `CREATE EXTERNAL CATALOG ${name} PROPERTIES (${list.join(", ")})`,
        "SHOW DATABASES": (name) => `SHOW DATABASES FROM ${name}`,
        DROP: (name) => `DROP CATALOG ${name}`,
    };
    try {
        const measured: Partial<Record<FloorStatement, number>> = {};
        for (const statement of FLOOR_STATEMENTS) {
            measured[statement] = await timeOf(clients, count, texts[statement]);
        }
        return measured as Floor;
    } finally {
        await Promise.all(clients.map((client) => client.close()));
    }
}

async function timeOf(
    clients: readonly SqlClient[],
    count: number,
    text: (name: string) => string,
): Promise<number> {
    const names = Array.from({ length: count }, (_, index) => `bench_floor_${index}`);
    const began = performance.now();
    await Promise.all(
        clients.map(async (client) => {
            for (let name = names.pop(); name !== undefined; name = names.pop()) {
                await client.rows(text(name));
            }
        }),
    );
    return (performance.now() - began) / count;
}
