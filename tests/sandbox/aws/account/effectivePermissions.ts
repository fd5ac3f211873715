import { nestedCatalogId } from "./arns";
import { permissionsOf } from "./grants";
import { isDataLakeAdmin, isReadOnlyAdmin } from "./lakeFormation";
import type { Grant, GrantResource } from "./lakeFormationState";
import type { Account } from "./state";

type Kind = GrantResource["kind"];

export interface LakeFormationTarget {
    bucket: string;
    database?: string;
    table?: string;
}

/** The grants that reach a target: on the very resource, on all tables of its database, or SUPER_USER on its catalog. */
function reaches(
    { resource, permissions }: Grant,
    catalogId: string,
    { database, table }: LakeFormationTarget,
): boolean {
    if (resource.catalogId !== catalogId) return false;
    switch (resource.kind) {
        case "catalog":
            return database === undefined || permissions.includes("SUPER_USER");
        case "database":
            return resource.name === database && table === undefined;
        case "table":
            return resource.database === database && resource.name === table;
        case "allTables":
            return resource.database === database && table !== undefined;
    }
}

const kindOf = ({ database, table }: LakeFormationTarget): Kind =>
    table ? "table" : database ? "database" : "catalog";

const isFor = (account: Account, { principal }: Grant, principalArn: string) =>
    principal === principalArn ||
    principal === "IAM_ALLOWED_PRINCIPALS" ||
    principal === `${account.id}:IAMPrincipals`;

/** The Lake Formation permissions that a principal has on a catalog, database or table, ALL spelled out. */
export function effectivePermissions(
    account: Account,
    principalArn: string,
    target: LakeFormationTarget,
    isKnown: (grant: Grant) => boolean,
): Set<string> {
    const catalogId = nestedCatalogId(account, target.bucket);
    const everything = permissionsOf[kindOf(target)];
    const granted = account.grants
        .filter(
            (grant) =>
                reaches(grant, catalogId, target) && isFor(account, grant, principalArn) && isKnown(grant),
        )
        .flatMap(({ permissions }) =>
            permissions.includes("ALL") || permissions.includes("SUPER_USER")
                ? [...everything, "ALL"]
                : permissions,
        );
    // Administrators describe everything and create databases, but neither read nor drop what others made
    // (Lake Formation developer guide, "Implicit Lake Formation permissions").
    if (isDataLakeAdmin(account, principalArn))
        granted.push("DESCRIBE", ...(target.database ? [] : ["CREATE_DATABASE"]));
    if (isReadOnlyAdmin(account, principalArn)) granted.push("DESCRIBE");
    return new Set(granted);
}

const targetOf = (resource: GrantResource): LakeFormationTarget => {
    const bucket = resource.catalogId.split("/")[1] ?? "";
    switch (resource.kind) {
        case "catalog":
            return { bucket };
        case "database":
            return { bucket, database: resource.name };
        case "table":
            return { bucket, database: resource.database, table: resource.name };
        case "allTables":
            return { bucket, database: resource.database, table: "*" };
    }
};

/**
 * What ListPermissions answers of a principal and a resource: not what was given, but what the principal may do,
 * wherever it has that from.
 */
export function effectiveGrant(account: Account, principal: string, resource: GrantResource): Grant {
    const permissions = effectivePermissions(account, principal, targetOf(resource), () => true);
    return { principal, resource, permissions: [...permissions].sort(), grantable: [], grantedAt: 0 };
}
