import { type Connection, createConnection, type FieldPacket, type ResultSetHeader } from "mysql2/promise";
import { bold, print } from "./screen";

const PROMPT = "StarRocks> ";
/** Types of the protocol that a mysql client writes to the right: the integers, floats and decimals. */
const NUMERIC_TYPES = new Set([0, 1, 2, 3, 4, 5, 8, 9, 13, 246]);

export interface Frontend {
    readonly host: string;
    readonly port: number;
    readonly user: string;
    readonly password: string;
}

/** A session that looks like the mysql client's. */
export interface SqlSession {
    /** Prints the statement, runs it, and prints the answer. */
    execute(statement: string): Promise<void>;
    /** A remark between statements. */
    remark(text: string): void;
    close(): Promise<void>;
}

export async function openSqlSession(frontend: Frontend): Promise<SqlSession> {
    const connection = await createConnection({
        host: frontend.host,
        port: frontend.port,
        user: frontend.user,
        password: frontend.password,
    });
    return {
        execute: (statement) => execute(connection, statement),
        remark: (text) => print(`-- ${text}`),
        close: () => connection.end(),
    };
}

async function execute(connection: Connection, statement: string): Promise<void> {
    print(bold(`${PROMPT}${statement};`));
    const [result, fields] = await connection.query({
        sql: statement,
        rowsAsArray: true,
        // Text as the frontend wrote it, not as JavaScript would write the number.
        typeCast: (field) => field.string(),
    });
    if (Array.isArray(result)) {
        print(table(fields, result as unknown as (string | null)[][]));
        print(`${result.length} ${result.length === 1 ? "row" : "rows"} in set`);
    } else if (/^(use|set catalog)\b/i.test(statement)) {
        print("Database changed");
    } else {
        const affected = (result as ResultSetHeader).affectedRows;
        print(`Query OK, ${affected} ${affected === 1 ? "row" : "rows"} affected`);
    }
    print();
}

function table(fields: readonly FieldPacket[], rows: readonly (string | null)[][]): string {
    const texts = rows.map((row) => row.map((value) => value ?? "NULL"));
    const widths = fields.map((field, column) =>
        Math.max(field.name.length, ...texts.map((row) => row[column]!.length)),
    );
    const rule = `+${widths.map((width) => "-".repeat(width + 2)).join("+")}+`;
    const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
    const head = line(fields.map((field, column) => field.name.padEnd(widths[column]!)));
    const body = texts.map((row) =>
        line(
            row.map((text, column) =>
                NUMERIC_TYPES.has(fields[column]!.columnType ?? -1)
                    ? text.padStart(widths[column]!)
                    : text.padEnd(widths[column]!),
            ),
        ),
    );
    return [rule, head, rule, ...body, rule].join("\n");
}
