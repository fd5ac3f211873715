import { createHash } from "node:crypto";
import { AwsError } from "../account/errors";
import type { AwsResponse } from "../http/server";

export const md5 = (content: Buffer) => createHash("md5").update(content);

export const etag = (content: Buffer) => `"${md5(content).digest("hex")}"`;

/** A whole object, or the range of it that was asked for. */
export function ranged(content: Buffer, range: string | undefined): AwsResponse {
    const headers = {
        etag: etag(content),
        "content-type": "application/octet-stream",
        "accept-ranges": "bytes",
    };
    const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(range ?? "") ?? [];
    if (first === undefined || (first === "" && last === "")) return { status: 200, headers, body: content };
    const start = first === "" ? Math.max(0, content.length - Number(last)) : Number(first);
    const end = first !== "" && last ? Math.min(Number(last), content.length - 1) : content.length - 1;
    if (start > end) throw new AwsError("InvalidRange", "The requested range is not satisfiable", 416);
    const contentRange = { "content-range": `bytes ${start}-${end}/${content.length}` };
    return { status: 206, headers: { ...headers, ...contentRange }, body: content.subarray(start, end + 1) };
}
