import { AwsError } from "../account/errors";
import { permissionsOf } from "../account/grants";
import type { Grant, GrantResource } from "../account/lakeFormationState";
import type { Account } from "../account/state";

/** A resource as Lake Formation's API spells it. */
export interface ApiResource {
    Catalog?: { Id?: string };
    Database?: { CatalogId?: string; Name: string };
    Table?: { CatalogId?: string; DatabaseName: string; Name?: string; TableWildcard?: object };
    [kind: string]: unknown;
}

export function fromApi(
    account: Account,
    { Catalog, Database, Table, ...others }: ApiResource,
): GrantResource {
    const unknown = Object.keys(others).find((kind) => others[kind] !== undefined);
    if (unknown)
        throw new AwsError("InvalidInputException", `The sandbox does not emulate grants on ${unknown}.`);
    if (Catalog) return { kind: "catalog", catalogId: Catalog.Id ?? account.id };
    if (Database)
        return { kind: "database", catalogId: Database.CatalogId ?? account.id, name: Database.Name };
    if (!Table)
        throw new AwsError("InvalidInputException", "Resource is mandatory but is missing from the request.");
    const catalogId = Table.CatalogId ?? account.id;
    if (Table.TableWildcard) return { kind: "allTables", catalogId, database: Table.DatabaseName };
    if (!Table.Name) throw new AwsError("InvalidInputException", "A table needs a name or a wildcard.");
    return { kind: "table", catalogId, database: Table.DatabaseName, name: Table.Name };
}

export function toApi(resource: GrantResource): ApiResource {
    const { catalogId: CatalogId } = resource;
    switch (resource.kind) {
        case "catalog":
            return { Catalog: { Id: CatalogId } };
        case "database":
            return { Database: { CatalogId, Name: resource.name } };
        case "table":
            return { Table: { CatalogId, DatabaseName: resource.database, Name: resource.name } };
        case "allTables":
            return {
                Table: { CatalogId, DatabaseName: resource.database, Name: "ALL_TABLES", TableWildcard: {} },
            };
    }
}

/** An entry of a listing. */
export const grantToApi = ({ principal, resource, permissions, grantable }: Grant) => ({
    Principal: { DataLakePrincipalIdentifier: principal },
    Resource: toApi(resource),
    Permissions: permissions,
    PermissionsWithGrantOption: grantable,
});

/** The same grant as AWS was seen to list it: SELECT apart, on all columns, and ALL where nothing is missing. */
export function grantToApiOtherwise({ permissions, ...grant }: Grant): ReturnType<typeof grantToApi>[] {
    const { resource } = grant;
    const isEverything = permissionsOf[resource.kind].every((each) => permissions.includes(each));
    if (resource.kind !== "table" && resource.kind !== "allTables") {
        return [grantToApi({ ...grant, permissions: isEverything ? ["ALL"] : permissions })];
    }
    const others = permissions.filter((each) => each !== "SELECT");
    const listed = isEverything ? ["ALL", ...others] : others;
    const { Table } = toApi(resource);
    const columns = {
        CatalogId: Table?.CatalogId,
        DatabaseName: Table?.DatabaseName,
        Name: Table?.Name,
        ColumnWildcard: {},
    };
    return [
        ...(listed.length > 0 ? [grantToApi({ ...grant, permissions: listed })] : []),
        ...(others.length < permissions.length
            ? [
                  {
                      ...grantToApi({ ...grant, permissions: ["SELECT"] }),
                      Resource: { TableWithColumns: columns },
                  },
              ]
            : []),
    ];
}
