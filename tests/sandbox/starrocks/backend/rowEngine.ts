import { type DuckDBConnection, DuckDBInstance, DuckDBTypeId, type Json } from "@duckdb/node-api";
import { analyzerError, failure, type SqlError } from "../errors";
import type { Cell, ColumnType, ResultColumn } from "../protocol/results";
import type { IcebergField } from "../rest/tableMetadata";
import { duckdbType } from "../tableTypes";
import type { Row } from "./dataFiles";

export interface EngineTable {
    name: string;
    fields: IcebergField[];
    rows: Row[];
}

/** MySQL's column type by the engine's. HUGEINT is what sums of BIGINT give; StarRocks stays with BIGINT. */
const COLUMN_TYPES: Partial<Record<DuckDBTypeId, ColumnType>> = {
    [DuckDBTypeId.BOOLEAN]: "BOOLEAN",
    [DuckDBTypeId.TINYINT]: "TINYINT",
    [DuckDBTypeId.SMALLINT]: "SMALLINT",
    [DuckDBTypeId.INTEGER]: "INT",
    [DuckDBTypeId.BIGINT]: "BIGINT",
    [DuckDBTypeId.HUGEINT]: "BIGINT",
    [DuckDBTypeId.FLOAT]: "FLOAT",
    [DuckDBTypeId.DOUBLE]: "DOUBLE",
    [DuckDBTypeId.DECIMAL]: "DECIMAL",
    [DuckDBTypeId.DATE]: "DATE",
    [DuckDBTypeId.TIMESTAMP]: "DATETIME",
    [DuckDBTypeId.BLOB]: "VARBINARY",
};

/** Evaluates queries over rows held in memory. */
export class RowEngine {
    private instance: Promise<DuckDBInstance> | undefined;

    /** Runs a query over these tables; each is known by its name. */
    async query(sql: string, tables: EngineTable[]): Promise<{ columns: ResultColumn[]; rows: Cell[][] }> {
        return this.withTables(tables, async (connection) => {
            const reader = await connection.runAndReadAll(sql);
            const types = reader.columnTypes().map(({ typeId }) => typeId);
            const columns = reader
                .columnNames()
                .map((name, index) => ({ name, type: COLUMN_TYPES[types[index]!] ?? "VARCHAR" }));
            const rows = reader
                .getRowsJson()
                .map((row) => row.map((value, index) => cell(value, types[index]!)));
            return { columns, rows };
        });
    }

    /** The rows that an INSERT adds, as values of the target's columns. */
    async insertedRows(
        target: EngineTable,
        columns: string[],
        source: string,
        tables: EngineTable[],
    ): Promise<Row[]> {
        const name = quoteName(target.name);
        const columnList = columns.length === 0 ? "" : `(${columns.map(quoteName).join(", ")})`;
        return this.withTables([target, ...tables], async (connection) => {
            await connection.run(`INSERT INTO ${name} ${columnList} ${source}`);
            const reader = await connection.runAndReadAll(`SELECT * FROM ${name}`);
            const types = reader.columnTypes().map(({ typeId }) => typeId);
            return reader.getRowsJson().map((row) => row.map((value, index) => stored(value, types[index]!)));
        });
    }

    async close(): Promise<void> {
        (await this.instance)?.closeSync();
    }

    private async withTables<Result>(
        tables: EngineTable[],
        use: (connection: DuckDBConnection) => Promise<Result>,
    ): Promise<Result> {
        this.instance ??= DuckDBInstance.create(":memory:", { threads: "1" });
        const connection = await (await this.instance).connect();
        try {
            // Division by zero gives NULL in StarRocks.
            await connection.run("SET ieee_floating_point_ops = false");
            for (const table of tables) {
                await fill(connection, table);
            }
            return await use(connection);
        } catch (error) {
            throw engineError(error);
        } finally {
            connection.closeSync();
        }
    }
}

export function quoteName(name: string): string {
    return `"${name.replaceAll('"', '""')}"`;
}

export function quoteText(text: string): string {
    return `'${text.replaceAll("'", "''")}'`;
}

async function fill(connection: DuckDBConnection, { name, fields, rows }: EngineTable): Promise<void> {
    const columns = fields.map((field) => `${quoteName(field.name)} ${duckdbType(field)}`);
    await connection.run(`CREATE TEMP TABLE ${quoteName(name)} (${columns.join(", ")})`);
    if (rows.length > 0) {
        const values = rows.map((row) => `(${row.map(literal).join(", ")})`);
        await connection.run(`INSERT INTO ${quoteName(name)} VALUES ${values.join(", ")}`);
    }
}

function literal(value: Json): string {
    return value === null ? "NULL" : quoteText(String(value));
}

function cell(value: Json, type: DuckDBTypeId): Cell {
    if (value === null) {
        return null;
    }
    if (typeof value === "boolean") {
        return value ? "1" : "0";
    }
    return typeof value === "object" ? JSON.stringify(value) : String(stored(value, type));
}

function stored(value: Json, type: DuckDBTypeId): Json {
    return type === DuckDBTypeId.FLOAT && typeof value === "number" ? shortestFloat(value) : value;
}

/** The shortest number that is this 32-bit float: 1.8 and not 1.7999999523162842. */
function shortestFloat(value: number): number {
    for (let digits = 1; digits < 9; digits++) {
        const candidate = Number(value.toPrecision(digits));
        if (Math.fround(candidate) === value) {
            return candidate;
        }
    }
    return value;
}

function engineError(error: unknown): SqlError | unknown {
    if (!(error instanceof Error) || "errno" in error) {
        return error;
    }
    const column = /Referenced column "([^"]*)" not found/.exec(error.message)?.[1];
    return column === undefined
        ? failure(error.message.split("\n")[0]!)
        : analyzerError(`Column '${column}' cannot be resolved`);
}
