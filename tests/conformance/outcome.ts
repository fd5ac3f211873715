import type { Connection, FieldPacket, ResultSetHeader } from "mysql2/promise";
import type { Cell } from "./steps";

/** What a client saw. */
export type Outcome =
    | { kind: "ok"; info: string; moreResults: boolean; affectedRows: number; warnings: number }
    | { kind: "error"; errno: number; sqlState: string; message: string }
    | { kind: "clientError"; code: string }
    | { kind: "rows"; columns: string[]; rows: Cell[][] }
    | { kind: "several"; results: Outcome[] };

/** SERVER_MORE_RESULTS_EXISTS of an OK packet's status. */
const MORE_RESULTS = 8;

export async function outcomeOf(run: () => Promise<[unknown, unknown] | undefined>): Promise<Outcome> {
    try {
        const answer = await run();
        return answer === undefined ? plainOk() : normalised(...answer);
    } catch (error) {
        return failed(error);
    }
}

export function query(connection: Connection, sql: string): Promise<Outcome> {
    return outcomeOf(async () => connection.query({ sql, rowsAsArray: true }));
}

export function execute(connection: Connection, sql: string): Promise<Outcome> {
    return outcomeOf(async () => connection.execute({ sql, rowsAsArray: true }));
}

function plainOk(): Outcome {
    return { kind: "ok", info: "", moreResults: false, affectedRows: 0, warnings: 0 };
}

/** mysql2 gives a list of results instead of one when the server sends several. */
function normalised(result: unknown, fields: unknown): Outcome {
    if (Array.isArray(fields) && fields.some((each) => each === undefined || Array.isArray(each))) {
        const results = (result as unknown[]).map((each, index) => normalised(each, fields[index]));
        return { kind: "several", results };
    }
    if (Array.isArray(fields)) {
        const columns = (fields as FieldPacket[]).map(({ name }) => name);
        return { kind: "rows", columns, rows: result as Cell[][] };
    }
    const { info = "", serverStatus, affectedRows, warningStatus } = result as ResultSetHeader;
    const moreResults = (serverStatus & MORE_RESULTS) !== 0;
    return { kind: "ok", info, moreResults, affectedRows, warnings: warningStatus };
}

function failed(error: unknown): Outcome {
    const { errno, sqlState, sqlMessage, code } = error as Record<string, string | number | undefined>;
    return sqlState === undefined
        ? { kind: "clientError", code: String(code) }
        : { kind: "error", errno: Number(errno), sqlState: String(sqlState), message: String(sqlMessage) };
}
