import { type Connection, createConnection, type ResultSetHeader, type RowDataPacket } from "mysql2/promise";

/** A client of the frontend that has nothing to do with the package under test. */
export interface SqlClient {
    /** The rows of a query, as text. */
    rows(sql: string): Promise<Record<string, string | null>[]>;
    /** The first column of a query's rows. */
    column(sql: string): Promise<(string | null)[]>;
    /** Runs a statement and returns how many rows it affected. */
    run(sql: string): Promise<number>;
    close(): Promise<void>;
}

export interface Login {
    readonly host: string;
    readonly port: number;
    readonly user: string;
    readonly password: string;
}

export async function openSqlClient({ host, port, user, password }: Login): Promise<SqlClient> {
    const connection: Connection = await createConnection({ host, port, user, password });
    const rows = async (sql: string) => {
        const [result] = await connection.query<RowDataPacket[]>({
            sql,
            typeCast: (field) => field.string(),
        });
        return result as Record<string, string | null>[];
    };
    return {
        rows,
        column: async (sql) => (await rows(sql)).map((row) => Object.values(row)[0] ?? null),
        run: async (sql) => (await connection.query<ResultSetHeader>(sql))[0].affectedRows,
        close: () => connection.end(),
    };
}
