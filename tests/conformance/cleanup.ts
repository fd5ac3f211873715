import { type Connection, createConnection, type RowDataPacket } from "mysql2/promise";
import type { Names } from "./names";
import type { Target } from "./target";

/** By the list that shows them: how objects of a kind are dropped. Users and roles hold grants on catalogs. */
const KINDS: readonly [list: string, drop: (name: string) => string][] = [
    ["SHOW USERS", (name) => `DROP USER ${name}`],
    ["SHOW ROLES", (name) => `DROP ROLE ${name}`],
    ["SHOW CATALOGS", (name) => `DROP CATALOG \`${name}\``],
];

/** Drops what carries this run's prefix, and nothing else. */
export async function dropOwnObjects({ login }: Target, names: Names): Promise<void> {
    const connection = await createConnection(login);
    try {
        for (const [list, drop] of KINDS) {
            for (const name of await ownNames(connection, list, names)) {
                await connection.query(drop(name));
            }
        }
    } finally {
        await connection.end();
    }
}

async function ownNames(connection: Connection, list: string, names: Names): Promise<string[]> {
    const [rows] = await connection.query<RowDataPacket[]>({ sql: list, rowsAsArray: true });
    return rows.map((row) => String((row as unknown[])[0])).filter((name) => name.includes(names.prefix));
}
