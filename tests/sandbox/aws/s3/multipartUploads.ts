import { AwsError } from "../account/errors";
import { uuid } from "../account/identifiers";
import type { Account, MultipartUpload } from "../account/state";
import { uploadedContent } from "../http/awsChunked";
import type { AwsRequest, AwsResponse } from "../http/server";
import { etag, md5 } from "./objects";
import { xmlResponse } from "./xml";

/** Of all parts but the last. */
const SMALLEST_PART = 5 * 1024 * 1024;

export interface ObjectRequest {
    readonly bucket: string;
    readonly key: string;
    readonly request: AwsRequest;
}

/** The answer to a request that belongs to a multipart upload; nothing for any other one. */
export function multipartUpload(account: Account, object: ObjectRequest): AwsResponse | undefined {
    const { method, query } = object.request;
    const parameters = new URLSearchParams(query);
    if (method === "POST" && parameters.has("uploads")) return createUpload(account, object);
    const id = parameters.get("uploadId");
    if (id === null) return undefined;
    switch (method) {
        case "PUT":
            return uploadPart(findUpload(account, object, id), Number(parameters.get("partNumber")), object);
        case "POST":
            return completeUpload(account, findUpload(account, object, id), id, object);
        case "DELETE":
            findUpload(account, object, id);
            account.uploads.delete(id);
            return { status: 204 };
        default:
            return undefined;
    }
}

function createUpload(account: Account, { bucket, key }: ObjectRequest): AwsResponse {
    const id = uuid();
    account.uploads.set(id, { bucket, key, parts: new Map() });
    return xmlResponse(200, "InitiateMultipartUploadResult", { Bucket: bucket, Key: key, UploadId: id });
}

function findUpload(account: Account, { bucket, key }: ObjectRequest, id: string): MultipartUpload {
    const upload = account.uploads.get(id);
    if (upload?.bucket === bucket && upload.key === key) return upload;
    throw new AwsError(
        "NoSuchUpload",
        "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.",
        404,
    );
}

function uploadPart({ parts }: MultipartUpload, number: number, { request }: ObjectRequest): AwsResponse {
    if (!(number >= 1 && number <= 10_000)) {
        throw new AwsError(
            "InvalidArgument",
            "Part number must be an integer between 1 and 10000, inclusive",
            400,
        );
    }
    const content = uploadedContent(request);
    parts.set(number, content);
    return { status: 200, headers: { etag: etag(content) } };
}

/** `<Part><PartNumber>1</PartNumber><ETag>"…"</ETag></Part>`, in any order of the elements. */
function wantedParts(body: string): { number: number; etag: string }[] {
    return [...body.matchAll(/<Part>(.*?)<\/Part>/gs)].map(([, part = ""]) => ({
        number: Number(/<PartNumber>(\d+)</.exec(part)?.[1]),
        etag: (/<ETag>(.*?)</s.exec(part)?.[1] ?? "").replaceAll("&quot;", '"').replaceAll('"', ""),
    }));
}

function completeUpload(
    account: Account,
    { bucket, key, parts }: MultipartUpload,
    id: string,
    { request }: ObjectRequest,
): AwsResponse {
    const wanted = wantedParts(request.body.toString("utf8"));
    if (wanted.length === 0) {
        throw new AwsError("MalformedXML", "The XML you provided was not well-formed.", 400);
    }
    if (wanted.some(({ number }, index) => index > 0 && number <= wanted[index - 1]!.number)) {
        throw new AwsError("InvalidPartOrder", "The list of parts was not in ascending order.", 400);
    }
    const contents = wanted.map((part) => {
        const content = parts.get(part.number);
        if (content && etag(content) === `"${part.etag}"`) return content;
        throw new AwsError(
            "InvalidPart",
            "One or more of the specified parts could not be found. The part might not have been uploaded, or the specified entity tag might not have matched the part's entity tag.",
            400,
        );
    });
    if (contents.slice(0, -1).some(({ length }) => length < SMALLEST_PART)) {
        throw new AwsError(
            "EntityTooSmall",
            "Your proposed upload is smaller than the minimum allowed size",
            400,
        );
    }
    account.objects.get(bucket)?.set(key, Buffer.concat(contents));
    account.uploads.delete(id);
    const digests = Buffer.concat(contents.map((content) => md5(content).digest()));
    const ETag = `"${md5(digests).digest("hex")}-${contents.length}"`;
    return xmlResponse(200, "CompleteMultipartUploadResult", { Bucket: bucket, Key: key, ETag });
}
