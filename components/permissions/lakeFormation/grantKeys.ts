import type { PrincipalResourcePermissions, Resource } from "@aws-sdk/client-lakeformation";
import { type AccessLevel, type LakeFormationResource, lakeFormationPermissions } from "../access";

/**
 * What is granted, by what it is granted on. The keys are `catalog`, `namespace <name>` and `tables of <name>`; the
 * values are Lake Formation's permissions in alphabetical order, with commas between them. Texts, so that a
 * preview shows a change in one line.
 */
export type GrantTable = Readonly<Record<string, string>>;

/** The grants of an access level on a table bucket's catalog and on some of its namespaces. */
export function grantTable(level: AccessLevel, namespaces: readonly string[]): GrantTable {
    const permissions = (resource: LakeFormationResource) =>
        lakeFormationPermissions(level, resource).join(", ");
    const entries: [string, string][] = [
        ["catalog", permissions("catalog")],
        ...namespaces.flatMap((namespace): [string, string][] => [
            [`namespace ${namespace}`, permissions("namespace")],
            [`tables of ${namespace}`, permissions("tables")],
        ]),
    ];
    return Object.fromEntries(entries.filter(([, granted]) => granted !== ""));
}

/** The permissions that a value of the table lists. */
export function permissionsIn(value: string | undefined): string[] {
    return value === undefined || value === "" ? [] : value.split(", ");
}

/** What a key of the table stands for in Lake Formation's API. */
export function apiResource(catalogId: string, key: string): Resource {
    const [, namespace] = /^namespace (.+)$/.exec(key) ?? [];
    if (namespace !== undefined) {
        return { Database: { CatalogId: catalogId, Name: namespace } };
    }
    const [, database] = /^tables of (.+)$/.exec(key) ?? [];
    return database === undefined
        ? { Catalog: { Id: catalogId } }
        : { Table: { CatalogId: catalogId, DatabaseName: database, TableWildcard: {} } };
}

/** Name under which Lake Formation lists a grant on all tables of a database. */
const ALL_TABLES = "ALL_TABLES";

/**
 * The key of the table that an entry of a listing belongs to; nothing if it is none. `SELECT` on tables comes back
 * as a grant on all their columns (terraform-provider-aws#49453).
 */
export function keyOf({ Resource: resource }: PrincipalResourcePermissions): string | undefined {
    if (resource?.Catalog !== undefined) {
        return "catalog";
    }
    if (resource?.Database !== undefined) {
        return `namespace ${resource.Database.Name}`;
    }
    const { Table: table, TableWithColumns: columns } = resource ?? {};
    if (table?.TableWildcard !== undefined || table?.Name === ALL_TABLES) {
        return `tables of ${table.DatabaseName}`;
    }
    return columns?.Name === ALL_TABLES ? `tables of ${columns.DatabaseName}` : undefined;
}

const ALL = "ALL";

/** The wanted permissions that are among those held; `ALL` holds every one. */
export function heldOf(wanted: string, held: ReadonlySet<string>): string {
    return permissionsIn(wanted)
        .filter((permission) => held.has(permission) || held.has(ALL))
        .join(", ");
}
