import type { Token } from "./lexer";

export type Properties = [key: string, value: string][];

export interface UserName {
    name: string;
    host: string;
    /** Written as 'name'@['domain']. */
    domain: boolean;
}

export type Grantee = { kind: "role"; name: string } | { kind: "user"; user: UserName };

export interface ColumnDefinition {
    name: string;
    type: string;
    parameters: number[];
    nullable: boolean;
    comment: string | undefined;
}

export interface PartitionField {
    transform: string;
    parameter: number | undefined;
    column: string;
}

/** What a privilege is granted on, as written; names are resolved by the analyzer. */
export type GrantTarget =
    | { kind: "system" }
    | { kind: "all"; type: string; database: string | undefined }
    | { kind: "named"; type: string; names: string[][] };

export interface PrivilegeChange {
    privileges: string[];
    target: GrantTarget;
    grantee: Grantee;
}

export interface RoleChange {
    roles: string[];
    grantee: Grantee;
}

export type RoleSelection = { kind: "all"; except: string[] } | { kind: "none" | "default" } | RoleList;
export interface RoleList {
    kind: "list";
    roles: string[];
}

export interface Authentication {
    plugin: string;
    password: string;
    hashed: boolean;
}

interface StatementFields {
    empty: object;
    createCatalog: {
        name: string;
        ifNotExists: boolean;
        comment: string | undefined;
        properties: Properties;
    };
    alterCatalog: { name: string; properties: Properties };
    dropCatalog: { name: string; ifExists: boolean };
    showCreateCatalog: { name: string };
    showCatalogs: { like: string | undefined };
    setCatalog: { name: string };
    useText: { text: string };
    use: { name: string[] };
    showDatabases: { catalog: string | undefined; like: string | undefined };
    createDatabase: { name: string[]; ifNotExists: boolean; properties: Properties };
    dropDatabase: { name: string[]; ifExists: boolean };
    showCreateDatabase: { name: string };
    showTables: { name: string[]; like: string | undefined };
    createTable: {
        name: string[];
        ifNotExists: boolean;
        columns: ColumnDefinition[];
        comment: string | undefined;
        partitions: PartitionField[];
        properties: Properties;
    };
    addColumns: { name: string[]; columns: ColumnDefinition[] };
    dropTable: { name: string[]; ifExists: boolean; force: boolean };
    describe: { name: string[] };
    showCreateTable: { name: string[] };
    delete: { name: string[]; where: Token[] };
    insert: { name: string[]; columns: string[]; source: Token[] };
    query: { tokens: Token[] };
    createRole: { names: string[]; ifNotExists: boolean; comment: string | undefined };
    dropRole: { names: string[]; ifExists: boolean };
    alterRole: { names: string[]; comment: string };
    showRoles: object;
    createUser: {
        user: UserName;
        ifNotExists: boolean;
        authentication: Authentication | undefined;
        defaultRoles: string[];
    };
    alterUser: {
        user: UserName;
        authentication: Authentication | undefined;
        defaultRoles: RoleSelection | undefined;
    };
    dropUser: { user: UserName; ifExists: boolean };
    setPassword: { user: UserName | undefined; authentication: Authentication };
    showUsers: object;
    showAuthentication: { user: UserName | undefined; all: boolean };
    showUserProperties: { user: UserName | undefined };
    grantPrivilege: PrivilegeChange & { withGrantOption: boolean };
    revokePrivilege: PrivilegeChange;
    grantRole: RoleChange;
    revokeRole: RoleChange;
    showGrants: { grantee: Grantee | undefined };
    setRole: { selection: RoleSelection };
    setDefaultRole: { selection: RoleSelection; user: UserName };
    showProcessList: { full: boolean };
    showFrontends: object;
    showBackends: object;
    showComputeNodes: object;
    showVariables: { like: string | undefined };
    showWarnings: object;
    showPrivileges: object;
    showProc: { path: string };
    adminShowConfig: object;
    setVariables: { assignments: { name: string; value: string }[] };
    kill: { connectionId: number; queryOnly: boolean };
    transaction: { action: "BEGIN" | "COMMIT" | "ROLLBACK" };
    prepare: { name: string; text: string };
    execute: { name: string };
    deallocate: { name: string };
}

export type StatementKind = keyof StatementFields;
export type StatementOf<Kind extends StatementKind> = { kind: Kind } & StatementFields[Kind];
export type Statement = { [Kind in StatementKind]: StatementOf<Kind> }[StatementKind];
