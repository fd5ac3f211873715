/**
 * What an Iceberg REST catalog answers, as far as it is read here:
 * https://github.com/apache/iceberg/blob/main/open-api/rest-catalog-open-api.yaml. A proxy's page, another service's
 * JSON and a server that means harm are none of it, and are told apart before anything is read of them.
 */

type Members = Readonly<Record<string, unknown>>;

/** An answer of a certain shape: what is read of it, or nothing if it is another one. */
export type Shape<Read> = (body: unknown) => Read | undefined;

function membersOf(value: unknown): Members | undefined {
    return typeof value === "object" && value !== null && !Array.isArray(value)
        ? (value as Members)
        : undefined;
}

/** Half a character can't be part of an address. */
function isText(value: unknown): value is string {
    return typeof value === "string" && !/[\ud800-\udfff]/u.test(value);
}

const isAbsent = (value: unknown) => value === undefined || value === null;

/** Segments without whatever ends or leaves a path. */
const PREFIX = /^[\p{L}\p{N}._~:@!$&'()*+,;=%-]+(\/[\p{L}\p{N}._~:@!$&'()*+,;=%-]+)*$/u;
const LEAVING = /^(\.|%2e){1,2}$/i;

function isPath(prefix: string): boolean {
    return PREFIX.test(prefix) && !prefix.split("/").some((segment) => LEAVING.test(segment));
}

/** `GET /v1/config`: what the endpoint asks its clients to put before `namespaces`, with a slash; may be empty. */
export const CONFIG: Shape<string> = (body) => {
    const { defaults, overrides } = membersOf(body) ?? {};
    const parts = [overrides, defaults].filter((part) => !isAbsent(part)).map(membersOf);
    if (parts.length === 0 || parts.includes(undefined)) {
        return undefined;
    }
    const prefix = parts.map((part) => part!.prefix).find((each) => !isAbsent(each));
    if (prefix === undefined || prefix === "") {
        return "";
    }
    return isText(prefix) && isPath(prefix) ? `${prefix}/` : undefined;
};

/** A page of a list. */
export interface Page {
    readonly names: readonly string[];
    /** For the next page; empty if this is the last. */
    readonly token: string;
}

function page(
    body: unknown,
    member: string,
    nameOf: (entry: unknown) => string | undefined,
): Page | undefined {
    const members = membersOf(body);
    const entries = members?.[member];
    const token = members?.["next-page-token"] ?? "";
    if (!Array.isArray(entries) || !isText(token)) {
        return undefined;
    }
    const names = entries.map(nameOf);
    return names.includes(undefined) ? undefined : { names: names as string[], token };
}

/** `GET namespaces`. */
export const NAMESPACES: Shape<Page> = (body) => page(body, "namespaces", joined);

function joined(levels: unknown): string | undefined {
    return Array.isArray(levels) && levels.length > 0 && levels.every(isText) ? levels.join(".") : undefined;
}

/** `GET namespaces/<namespace>`. */
export const NAMESPACE: Shape<string> = (body) => joined(membersOf(body)?.namespace);

/** `GET namespaces/<namespace>/tables`. */
export const TABLES: Shape<Page> = (body) =>
    page(body, "identifiers", (entry) => {
        const name = membersOf(entry)?.name;
        return isText(name) && name !== "" ? name : undefined;
    });

/** `GET namespaces/<namespace>/tables/<table>`: whether credentials for the data come with it. */
export const TABLE: Shape<{ readonly vendsCredentials: boolean }> = (body) => {
    const members = membersOf(body);
    const config = isAbsent(members?.config) ? {} : membersOf(members?.config);
    return membersOf(members?.metadata) === undefined || config === undefined
        ? undefined
        : { vendsCredentials: config["s3.access-key-id"] !== undefined };
};
