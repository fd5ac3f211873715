import { Sha256 } from "@aws-crypto/sha256-js";
import { HttpRequest } from "@smithy/protocol-http";
import { SignatureV4 } from "@smithy/signature-v4";
import type { EmbeddedAws } from "../../sandbox/aws";
import { addGrant } from "../../sandbox/aws/account/grants";
import { attachPolicy, createPolicy } from "../../sandbox/aws/account/iamPolicies";
import { createAccessKey, createUser } from "../../sandbox/aws/account/iamPrincipals";
import type { GrantResource } from "../../sandbox/aws/account/lakeFormationState";
import { createNamespace, createTableBucket } from "../../sandbox/aws/account/s3tables";
import { mount, register } from "../../sandbox/aws/account/setUp";
import type { Account } from "../../sandbox/aws/account/state";
import { createTable } from "../../sandbox/aws/account/tables";
import type { TableMetadata } from "../../sandbox/aws/iceberg/metadata";

export { iamAllowed, mount, register } from "../../sandbox/aws/account/setUp";

export interface Credentials {
    accessKeyId: string;
    secretAccessKey: string;
    sessionToken?: string;
}

export interface Call {
    method?: string;
    path: string;
    query?: Record<string, string>;
    body?: unknown;
    headers?: Record<string, string>;
    region?: string;
    service?: string;
    date?: Date;
}

type FileAccess = Record<"s3.access-key-id" | "s3.secret-access-key" | "s3.session-token", string>;

/** All that a test may look for in an answer; what isn't in it is undefined. */
interface ReplyBody {
    message: string;
    error: { code: number; type: string; message: string };
    overrides: { prefix: string };
    namespaces: string[][];
    identifiers: { namespace: string[]; name: string }[];
    metadata: TableMetadata;
    config: FileAccess;
}

export interface Reply {
    status: number;
    headers: Headers;
    text: string;
    json: ReplyBody;
}

/** Signs with AWS's own signer and sends. */
export async function call(endpoint: string, credentials: Credentials, request: Call): Promise<Reply> {
    const { method = "GET", path, query = {}, body, headers = {}, region = "us-east-1", date } = request;
    const { hostname, port, host } = new URL(endpoint);
    const service = request.service ?? "glue";
    const signer = new SignatureV4({
        credentials,
        region,
        service,
        sha256: Sha256,
        uriEscapePath: service !== "s3",
    });
    const payload = body === undefined || Buffer.isBuffer(body) ? body : JSON.stringify(body);
    const signed = await signer.sign(
        new HttpRequest({
            method,
            hostname,
            port: Number(port),
            path,
            query,
            headers: { host, "content-type": "application/json", ...headers },
            body: payload,
        }),
        { signingDate: date },
    );
    const search = new URLSearchParams(query).toString();
    const response = await fetch(`${endpoint}${path}${search ? `?${search}` : ""}`, {
        method,
        headers: signed.headers,
        body: payload as string | undefined,
    });
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.includes("json") && text !== "";
    return {
        status: response.status,
        headers: response.headers,
        text,
        json: isJson ? JSON.parse(text) : undefined,
    };
}

/** The policy of AWS's guide to the Glue Iceberg REST endpoint, for one namespace. */
export function glueEndpointPolicy(
    { region, id }: Account,
    bucket: string,
    namespace: string,
    extra: string[] = [],
) {
    const arn = (path: string) => `arn:aws:glue:${region}:${id}:${path}`;
    return {
        Version: "2012-10-17",
        Statement: [
            {
                Effect: "Allow",
                Action: [
                    ...[
                        "glue:GetCatalog",
                        "glue:GetDatabase",
                        "glue:GetDatabases",
                        "glue:GetTable",
                        "glue:GetTables",
                    ],
                    ...["glue:CreateTable", "glue:UpdateTable", ...extra],
                ],
                Resource: [
                    arn("catalog"),
                    arn("catalog/s3tablescatalog"),
                    arn(`catalog/s3tablescatalog/${bucket}`),
                    arn(`table/s3tablescatalog/${bucket}/${namespace}/*`),
                    arn(`database/s3tablescatalog/${bucket}/${namespace}`),
                ],
            },
            { Effect: "Allow", Action: ["lakeformation:GetDataAccess"], Resource: "*" },
        ],
    };
}

/** A user with a key and one policy. */
export function userWith(account: Account, name: string, policy: object): Credentials & { arn: string } {
    const user = createUser(account, { name });
    const { arn } = createPolicy(account, { name: `${name}-policy`, document: JSON.stringify(policy) });
    attachPolicy(account, "user", name, arn);
    const key = createAccessKey(account, name);
    return { accessKeyId: key.id, secretAccessKey: key.secret, arn: user.arn };
}

/** A table bucket and a namespace behind Glue in Lake Formation mode; the user is granted nothing there yet. */
export function prepareLakeFormation(
    { account, deployer }: EmbeddedAws,
    bucket: string,
    namespace: string,
    extraActions: string[] = [],
): Credentials & { arn: string } {
    mount(account);
    register(account);
    createTableBucket(account, { name: bucket });
    createNamespace(account, { bucket, name: namespace, createdBy: deployer.arn });
    return userWith(account, "starrocks", glueEndpointPolicy(account, bucket, namespace, extraActions));
}

export const grant = (account: Account, principal: string, resource: GrantResource, permissions: string[]) =>
    addGrant(account, { principal, resource, permissions });

export const prefix = (account: Account, bucket: string) =>
    `/iceberg/v1/catalogs/${account.id}:s3tablescatalog%2F${bucket}`;

export const glueCall = (
    aws: EmbeddedAws,
    credentials: Credentials,
    bucket: string,
    path: string,
    request: Omit<Call, "path"> = {},
) => call(aws.endpoints.glue, credentials, { ...request, path: `${prefix(aws.account, bucket)}/${path}` });

/** What a `loadTable` answer vends for the table's objects. */
export function vendedCredentials({ json: { config } }: Reply): Credentials {
    return {
        accessKeyId: config["s3.access-key-id"],
        secretAccessKey: config["s3.secret-access-key"],
        sessionToken: config["s3.session-token"],
    };
}

/** A table with the columns of `taxis` in the bucket `lake` and the namespace `sales`. */
export const makeTable = ({ account, deployer }: EmbeddedAws, name: string) =>
    createTable(account, {
        bucket: "lake",
        namespace: "sales",
        name,
        createdBy: deployer.arn,
        iceberg: { schema: taxis.schema as never },
    });

export const taxis = {
    name: "taxis",
    location: null,
    schema: {
        type: "struct",
        "schema-id": 0,
        fields: [
            { id: 1, name: "trip_id", required: false, type: "long" },
            { id: 2, name: "trip_distance", required: false, type: "float" },
            { id: 3, name: "vendor_id", required: false, type: "long" },
        ],
    },
    "partition-spec": {
        "spec-id": 0,
        fields: [{ name: "vendor_id", transform: "identity", "source-id": 3, "field-id": 1000 }],
    },
    "write-order": null,
    properties: { "write.format.default": "parquet", "format-version": "2" },
    "stage-create": false,
};
