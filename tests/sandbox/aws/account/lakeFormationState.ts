/** A resource of Lake Formation. A nested catalog's id is `<account>:s3tablescatalog/<bucket>`. */
export type GrantResource =
    | { readonly kind: "catalog"; readonly catalogId: string }
    | { readonly kind: "database"; readonly catalogId: string; readonly name: string }
    | { readonly kind: "table"; readonly catalogId: string; readonly database: string; readonly name: string }
    | { readonly kind: "allTables"; readonly catalogId: string; readonly database: string };

export interface Grant {
    readonly principal: string;
    readonly resource: GrantResource;
    permissions: string[];
    grantable: string[];
    readonly grantedAt: number;
}

export interface Registration {
    readonly arn: string;
    roleArn?: string;
    withFederation: boolean;
    withPrivilegedAccess: boolean;
    hybridAccessEnabled: boolean;
    lastModified: number;
}

export interface DefaultPermission {
    principal: string;
    permissions: string[];
}

export interface DataLakeSettings {
    admins: string[];
    readOnlyAdmins: string[];
    allowExternalDataFiltering: boolean;
    allowFullTableExternalDataAccess: boolean;
    externalDataFilteringAllowList: string[];
    authorizedSessionTagValueList: string[];
    createDatabaseDefaultPermissions: DefaultPermission[];
    createTableDefaultPermissions: DefaultPermission[];
    parameters: Record<string, string>;
    trustedResourceOwners: string[];
}
