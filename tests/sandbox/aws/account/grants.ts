import { AwsError } from "./errors";
import { isDataLakeAdmin } from "./lakeFormation";
import type { Grant, GrantResource } from "./lakeFormationState";
import type { Account } from "./state";

type Kind = GrantResource["kind"];

/** https://docs.aws.amazon.com/lake-formation/latest/dg/lf-permissions-reference.html; ALL is "Super". */
export const permissionsOf: Record<Kind, readonly string[]> = {
    catalog: ["ALTER", "CREATE_DATABASE", "DESCRIBE", "DROP"],
    database: ["ALTER", "CREATE_TABLE", "DESCRIBE", "DROP"],
    table: ["ALTER", "DELETE", "DESCRIBE", "DROP", "INSERT", "SELECT"],
    allTables: ["ALTER", "DELETE", "DESCRIBE", "DROP", "INSERT", "SELECT"],
};

const invalid = (message: string) => new AwsError("InvalidInputException", message);

function checkPermissions(kind: Kind, permissions: string[]): void {
    const known = [...permissionsOf[kind], "ALL", ...(kind === "catalog" ? ["SUPER_USER"] : [])];
    if (permissions.length > 0 && permissions.every((permission) => known.includes(permission))) return;
    throw invalid("Permissions modification is invalid.");
}

function checkPrincipal(account: Account, principal: string): void {
    if (principal === "IAM_ALLOWED_PRINCIPALS" || principal === `${account.id}:IAMPrincipals`) return;
    const identities = [...account.users.values(), ...account.roles.values()];
    if (!identities.some(({ arn }) => arn === principal)) throw invalid("Invalid principal");
}

/** A grant's catalog is the account's own one, the mount, or the mounted catalog of one table bucket. */
function bucketOf(account: Account, catalogId: string): string | undefined {
    if (catalogId === account.id) return undefined;
    const [, owner, bucket] = /^(\d{12}):s3tablescatalog(?:\/([^/]+))?$/.exec(catalogId) ?? [];
    const exists = bucket === undefined || account.tableBuckets.has(bucket);
    if (owner !== account.id || !account.mount || !exists) {
        throw new AwsError("EntityNotFoundException", `Catalog not found: ${catalogId}`);
    }
    return bucket;
}

function checkResource(account: Account, resource: GrantResource): void {
    const bucket = bucketOf(account, resource.catalogId);
    if (resource.kind === "catalog") return;
    const database = resource.kind === "database" ? resource.name : resource.database;
    if (!account.namespaces.has(`${bucket}/${database}`)) {
        throw new AwsError("EntityNotFoundException", `Database ${database} not found.`);
    }
    if (resource.kind === "table" && !account.tables.has(`${bucket}/${database}/${resource.name}`)) {
        throw new AwsError("EntityNotFoundException", `Table ${resource.name} not found.`);
    }
}

/** The kind first, which the others depend on: there may be thousands to compare. */
const sameResource = (one: GrantResource, other: GrantResource) =>
    one.kind === other.kind &&
    (Object.keys(one) as (keyof GrantResource)[]).every((key) => one[key] === other[key]);

export function findGrant(account: Account, principal: string, resource: GrantResource): Grant | undefined {
    return account.grants.find(
        (grant) => grant.principal === principal && sameResource(grant.resource, resource),
    );
}

/** Data lake administrators may grant everything; others what they hold with the grant option. */
function checkMayGrant(
    account: Account,
    caller: string,
    resource: GrantResource,
    permissions: string[],
): void {
    if (isDataLakeAdmin(account, caller)) return;
    const grantable = findGrant(account, caller, resource)?.grantable ?? [];
    if (permissions.every((permission) => grantable.includes(permission) || grantable.includes("ALL")))
        return;
    throw new AwsError(
        "AccessDeniedException",
        "Resource does not exist or requester is not authorized to access requested permissions.",
    );
}

export interface GrantRequest {
    caller: string;
    principal: string;
    resource: GrantResource;
    permissions: string[];
    grantable?: string[];
}

const union = (one: string[], other: string[]) => [...new Set([...one, ...other])].sort();

export function addGrant(
    account: Account,
    { principal, resource, permissions, grantable = [] }: Omit<GrantRequest, "caller">,
): void {
    const existing = findGrant(account, principal, resource);
    if (!existing) {
        account.grants.push({
            principal,
            resource,
            permissions: union(permissions, grantable),
            grantable: union(grantable, []),
            grantedAt: account.now(),
        });
        return;
    }
    existing.permissions = union(existing.permissions, union(permissions, grantable));
    existing.grantable = union(existing.grantable, grantable);
}

export function grantPermissions(account: Account, request: GrantRequest): void {
    const { caller, principal, resource, permissions, grantable = [] } = request;
    checkPermissions(resource.kind, union(permissions, grantable));
    checkMayGrant(account, caller, resource, permissions);
    checkResource(account, resource);
    checkPrincipal(account, principal);
    addGrant(account, request);
}

export function revokePermissions(account: Account, request: GrantRequest): void {
    const { caller, principal, resource, permissions, grantable = [] } = request;
    checkPermissions(resource.kind, union(permissions, grantable));
    checkMayGrant(account, caller, resource, permissions);
    const grant = findGrant(account, principal, resource);
    if (!grant)
        throw invalid(
            `No permissions revoked. Grantee has no permissions and no grantable permissions on resource.`,
        );
    const missing = permissions.filter((permission) => !grant.permissions.includes(permission));
    if (missing.length > 0)
        throw invalid(`No permissions revoked. Grantee does not have:[${missing.join(", ")}]`);
    grant.permissions = grant.permissions.filter((permission) => !permissions.includes(permission));
    grant.grantable = grant.grantable.filter(
        (permission) => !grantable.includes(permission) && !permissions.includes(permission),
    );
    if (grant.permissions.length === 0) account.grants.splice(account.grants.indexOf(grant), 1);
}

/** What Glue forgets with a dropped database or table. */
export function removeGrantsOn(account: Account, concerns: (resource: GrantResource) => boolean): void {
    const kept = account.grants.filter(({ resource }) => !concerns(resource));
    account.grants.splice(0, account.grants.length, ...kept);
}
