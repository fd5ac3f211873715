import type { SqlError } from "../errors";
import { PacketWriter } from "./buffers";

/** MySQL column types by StarRocks type (com.starrocks.mysql.MysqlCodec): code, length, character set. */
const MYSQL_TYPES = {
    BOOLEAN: [1, 1, 63],
    TINYINT: [1, 4, 63],
    SMALLINT: [2, 6, 63],
    INT: [3, 11, 63],
    BIGINT: [8, 20, 63],
    LARGEINT: [254, 40, 33],
    FLOAT: [4, 12, 63],
    DOUBLE: [5, 22, 63],
    DECIMAL: [246, 42, 63],
    DATE: [10, 10, 63],
    DATETIME: [12, 19, 63],
    VARBINARY: [252, 192, 63],
    VARCHAR: [253, 192, 33],
    NULL: [254, 60, 63],
} as const satisfies Record<string, readonly [number, number, number]>;

export type ColumnType = keyof typeof MYSQL_TYPES;

export interface ResultColumn {
    name: string;
    type: ColumnType;
}

export type Cell = string | null;

export type StatementResult =
    | { kind: "ok"; affectedRows: number; info: string }
    | { kind: "rows"; columns: ResultColumn[]; rows: Cell[][] };

export const MORE_RESULTS = 8;

export function ok(affectedRows = 0, info = ""): StatementResult {
    return { kind: "ok", affectedRows, info };
}

/** A result of text columns, as all SHOW statements give. */
export function textRows(names: readonly string[], rows: Cell[][]): StatementResult {
    return { kind: "rows", columns: names.map((name) => ({ name, type: "VARCHAR" })), rows };
}

export function resultPackets(result: StatementResult, status: number): Buffer[] {
    if (result.kind === "ok") {
        return [okPacket(result.affectedRows, result.info, status)];
    }
    return [
        new PacketWriter().lengthEncodedInteger(result.columns.length).payload(),
        ...result.columns.map(columnPacket),
        endOfRows(status),
        ...result.rows.map(rowPacket),
        endOfRows(status),
    ];
}

export function okPacket(affectedRows = 0, info = "", status = 0): Buffer {
    const packet = new PacketWriter()
        .integer(0x00, 1)
        .lengthEncodedInteger(affectedRows)
        .lengthEncodedInteger(0)
        .integer(status, 2)
        .integer(0, 2);
    return (info === "" ? packet : packet.lengthEncodedText(info)).payload();
}

export function errorPacket(error: SqlError): Buffer {
    return new PacketWriter()
        .integer(0xff, 1)
        .integer(error.errno, 2)
        .text(`#${error.sqlState}`)
        .text(error.message)
        .payload();
}

export function endOfRows(status: number): Buffer {
    return new PacketWriter().integer(0xfe, 1).integer(0, 2).integer(status, 2).payload();
}

function columnPacket(column: ResultColumn): Buffer {
    const [code, length, characterSet] = MYSQL_TYPES[column.type];
    return new PacketWriter()
        .lengthEncodedText("def")
        .lengthEncodedText("")
        .lengthEncodedText("")
        .lengthEncodedText("")
        .lengthEncodedText(column.name)
        .lengthEncodedText(column.name)
        .integer(0x0c, 1)
        .integer(characterSet, 2)
        .integer(length, 4)
        .integer(code, 1)
        .integer(0, 2)
        .integer(0, 1)
        .integer(0, 2)
        .payload();
}

function rowPacket(row: Cell[]): Buffer {
    const packet = new PacketWriter();
    for (const cell of row) {
        if (cell === null) {
            packet.integer(0xfb, 1);
        } else {
            packet.lengthEncodedText(cell);
        }
    }
    return packet.payload();
}
