import { AwsError } from "../account/errors";
import type { Table } from "../account/s3tablesState";
import { tableOfWarehouse } from "../account/tables";
import type { Principal } from "../authorization/principal";
import { authorizeStorageAction } from "../authorization/storageActions";
import { uploadedContent } from "../http/awsChunked";
import type { AwsRequest, AwsResponse, Handler } from "../http/server";
import { type Sandbox, signedService } from "../sandbox";
import { multipartUpload } from "./multipartUploads";
import { etag, ranged } from "./objects";
import { xmlResponse } from "./xml";

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-tables-setting-up.html: S3's operations on table data. */
const methods: Record<string, { action: string; access: "read" | "readWrite" }> = {
    GET: { action: "GetTableData", access: "read" },
    HEAD: { action: "GetTableData", access: "read" },
    PUT: { action: "PutTableData", access: "readWrite" },
    POST: { action: "PutTableData", access: "readWrite" },
    DELETE: { action: "PutTableData", access: "readWrite" },
};

const accessDenied = (principal: Principal, action: string, table: Table) =>
    new AwsError(
        "AccessDenied",
        `User: ${principal.arn} is not authorized to perform: s3tables:${action} on resource: ${table.arn} because no session policy allows the s3tables:${action} action`,
        403,
    );

const notAllowed = () =>
    new AwsError("MethodNotAllowed", "The specified method is not allowed against this resource.", 405);

function checkAccess({ account }: Sandbox, principal: Principal, method: string, table: Table): void {
    const needed = methods[method];
    if (!needed) throw notAllowed();
    const scope = principal.session?.scope;
    if (scope && (scope.tableArn !== table.arn || (scope.access === "read" && needed.access !== "read"))) {
        throw accessDenied(principal, needed.action, table);
    }
    const { bucket, namespace, name } = table;
    authorizeStorageAction(account, principal, needed.action, { bucket, namespace, table: name });
}

const noSuchKey = () => new AwsError("NoSuchKey", "The specified key does not exist.", 404);

async function handle(sandbox: Sandbox, principal: Principal, request: AwsRequest): Promise<AwsResponse> {
    const [bucket = "", ...rest] = request.path.slice(1).split("/").map(decodeURIComponent);
    const key = rest.join("/");
    const table = tableOfWarehouse(sandbox.account, bucket);
    const objects = sandbox.account.objects.get(bucket);
    if (!table || !objects) throw new AwsError("NoSuchBucket", "The specified bucket does not exist", 404);
    checkAccess(sandbox, principal, request.method, table);
    const upload = multipartUpload(sandbox.account, { bucket, key, request });
    if (upload) return upload;
    if (request.method === "PUT") {
        const content = uploadedContent(request);
        objects.set(key, content);
        return { status: 200, headers: { etag: etag(content) } };
    }
    if (request.method === "DELETE") {
        objects.delete(key);
        return { status: 204 };
    }
    if (request.method === "POST") throw notAllowed();
    const content = objects.get(key);
    if (!content) throw noSuchKey();
    return ranged(content, request.headers.range);
}

/** S3's names for what the other services call differently. */
const codes: Record<string, { code: string; message?: string }> = {
    AccessDeniedException: { code: "AccessDenied" },
    MissingAuthenticationTokenException: { code: "AccessDenied", message: "Access Denied" },
    UnrecognizedClientException: {
        code: "InvalidAccessKeyId",
        message: "The AWS Access Key Id you provided does not exist in our records.",
    },
    InvalidSignatureException: { code: "SignatureDoesNotMatch" },
    ExpiredTokenException: { code: "ExpiredToken", message: "The provided token has expired." },
};

function errorResponse(error: AwsError, { path }: AwsRequest): AwsResponse {
    const { code, message = error.message } = codes[error.code] ?? { code: error.code };
    const elements = { Code: code, Message: message, Resource: path, RequestId: "SANDBOX" };
    return xmlResponse(error.status ?? 403, "Error", elements);
}

/** The data plane: objects of the tables' warehouse buckets, path style. */
export const s3Handler = (sandbox: Sandbox): Handler =>
    signedService(sandbox, "s3", (principal, request) => handle(sandbox, principal, request), errorResponse);
