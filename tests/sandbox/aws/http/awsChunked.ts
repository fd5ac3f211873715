import type { AwsRequest } from "./server";

/**
 * The content of a body in `aws-chunked` encoding, which the AWS SDKs send for uploads with a trailing checksum:
 * `<size in hex>[;extension]\r\n<data>\r\n`, until a chunk of size 0. Chunk signatures and trailers are not verified.
 */
function decode(body: Buffer): Buffer {
    const chunks: Buffer[] = [];
    let position = 0;
    while (position < body.length) {
        const lineEnd = body.indexOf("\r\n", position);
        const size = Number.parseInt(body.subarray(position, lineEnd).toString("latin1"), 16);
        if (lineEnd < 0 || !(size > 0)) break;
        chunks.push(body.subarray(lineEnd + 2, lineEnd + 2 + size));
        position = lineEnd + 2 + size + 2;
    }
    return Buffer.concat(chunks);
}

export const uploadedContent = ({ headers, body }: AwsRequest): Buffer =>
    headers["x-amz-content-sha256"]?.startsWith("STREAMING-") ? decode(body) : body;
