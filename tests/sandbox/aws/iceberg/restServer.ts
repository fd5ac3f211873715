import { AwsError } from "../account/errors";
import { strikes } from "../faults";
import type { AwsRequest, AwsResponse, Handler, ServiceName } from "../http/server";
import { type Sandbox, signatureErrors, signedService } from "../sandbox";
import type { Caller, CatalogRules, Operation } from "./catalogRules";
import { parseJson, writeJson } from "./jsonNumbers";
import { operations } from "./operations";

interface Route {
    method: string;
    /** After the prefix; `:namespace` and `:table` stand for a name. */
    path: string[];
    operation: Exclude<Operation, "getConfig">;
}

const routes: Route[] = [
    { method: "GET", path: ["namespaces"], operation: "listNamespaces" },
    { method: "POST", path: ["namespaces"], operation: "createNamespace" },
    { method: "GET", path: ["namespaces", ":namespace"], operation: "loadNamespace" },
    { method: "HEAD", path: ["namespaces", ":namespace"], operation: "loadNamespace" },
    { method: "DELETE", path: ["namespaces", ":namespace"], operation: "dropNamespace" },
    {
        method: "POST",
        path: ["namespaces", ":namespace", "properties"],
        operation: "updateNamespaceProperties",
    },
    { method: "GET", path: ["namespaces", ":namespace", "tables"], operation: "listTables" },
    { method: "POST", path: ["namespaces", ":namespace", "tables"], operation: "createTable" },
    { method: "GET", path: ["namespaces", ":namespace", "tables", ":table"], operation: "loadTable" },
    { method: "HEAD", path: ["namespaces", ":namespace", "tables", ":table"], operation: "tableExists" },
    { method: "POST", path: ["namespaces", ":namespace", "tables", ":table"], operation: "updateTable" },
    { method: "DELETE", path: ["namespaces", ":namespace", "tables", ":table"], operation: "dropTable" },
    { method: "POST", path: ["tables", "rename"], operation: "renameTable" },
];

const matches = (route: Route, method: string, path: string[]) =>
    route.method === method &&
    route.path.length === path.length &&
    route.path.every((part, index) => part.startsWith(":") || part === path[index]);

const notSupported = (what: string) =>
    new AwsError("UnsupportedOperationException", `${what} is not supported.`, 406);

const json = (status: number, body: unknown): AwsResponse => ({
    status,
    headers: { "content-type": "application/json" },
    body: writeJson(body),
});

function callerOf(sandbox: Sandbox, principal: Caller["principal"], request: AwsRequest): Caller {
    let known: boolean | undefined;
    return {
        principal,
        wantsCredentials: /vended-credentials/.test(request.headers["x-iceberg-access-delegation"] ?? ""),
        grantsAreKnown: () => {
            known ??= !strikes(sandbox.faults, "grantNotYetKnown");
            return known;
        },
    };
}

function parseBody({ body }: AwsRequest): Record<string, unknown> {
    if (body.length === 0) return {};
    try {
        return parseJson(body.toString("utf8")) as Record<string, unknown>;
    } catch {
        throw new AwsError("BadRequestException", "The request body is not valid JSON.", 400);
    }
}

async function answer(
    sandbox: Sandbox,
    rules: CatalogRules,
    caller: Caller,
    request: AwsRequest,
): Promise<AwsResponse> {
    const query = new URLSearchParams(request.query);
    const [root, version, ...segments] = request.path.split("/").slice(1).map(decodeURIComponent);
    if (root !== "iceberg" || version !== "v1")
        throw new AwsError("UnknownOperationException", "Unknown path.", 404);
    if (segments.length === 1 && segments[0] === "config" && request.method === "GET") {
        const bucket = await rules.bucketOfWarehouse(caller, query.get("warehouse"));
        return json(200, { defaults: {}, overrides: { prefix: rules.prefixOf(bucket) } });
    }
    const { bucket, rest } = await rules.splitPrefix(caller, segments);
    const route = routes.find((one) => matches(one, request.method, rest));
    if (!route) throw notSupported(`${request.method} ${rest.join("/")}`);
    if (rules.unsupported.includes(route.operation)) throw notSupported(route.operation);
    const name = (part: string) => rest[route.path.indexOf(part)] ?? "";
    const result = await operations[route.operation]({
        ...caller,
        account: sandbox.account,
        rules,
        bucket,
        namespace: name(":namespace"),
        table: name(":table"),
        query,
        body: parseBody(request),
    });
    if (request.method === "HEAD") return { status: 204 };
    return result.body === undefined ? { status: result.status } : json(result.status, result.body);
}

/** Status and Iceberg type of what the account's model refuses. */
export type ErrorNames = Record<string, { status: number; type: string }>;

function errorResponse(sandbox: Sandbox, names: ErrorNames, error: AwsError): AwsResponse {
    const headers = { "content-type": "application/json", "x-amzn-errortype": error.code };
    if (signatureErrors.includes(error.code)) {
        return { status: 403, headers, body: JSON.stringify({ message: error.message }) };
    }
    const { status = error.status ?? 400, type = error.code } = names[error.code] ?? {};
    const isTruncated = status === 403 && strikes(sandbox.faults, "truncatedErrorMessages");
    const described = isTruncated ? {} : { message: error.message };
    return { status, headers, body: JSON.stringify({ error: { code: status, type, ...described } }) };
}

/** An Iceberg REST catalog over the account, for Glue or for S3 Tables. */
export function icebergRestHandler(
    sandbox: Sandbox,
    service: ServiceName,
    rules: CatalogRules,
    names: ErrorNames,
): Handler {
    return signedService(
        sandbox,
        service,
        (principal, request) => answer(sandbox, rules, callerOf(sandbox, principal, request), request),
        (error) => errorResponse(sandbox, names, error),
    );
}
