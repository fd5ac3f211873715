/** What a program wants of one resource, beside what all programs of this suite want. */
export type Wanted = Readonly<Record<string, unknown>>;

export type Kind = "catalog" | "grant" | "lakeFormationGrants";

/** One operation on one resource, in the engine's terms. */
export interface Operation {
    readonly name: string;
    readonly kind: Kind;
    /** What the program wanted before; nothing if the operation makes the resource. */
    readonly before?: Wanted;
    /** What it wants now; nothing if the operation deletes the resource. */
    readonly after?: Wanted;
    /** What replaces the resource comes after the old one has gone. */
    readonly deletesFirst?: true;
    /** Somebody has taken the resource away by hand, and a refresh comes before the update. */
    readonly refreshes?: true;
    /** The statements at which faults strike, one cell each. */
    readonly statements?: readonly RegExp[];
    /** Whether it calls the REST endpoint. */
    readonly callsEndpoint?: true;
}

const CREATE = /^CREATE EXTERNAL CATALOG `(?!pulumi_trial)/;
const CREATE_TRIAL = /^CREATE EXTERNAL CATALOG `pulumi_trial/;
const DROP = /^DROP CATALOG (IF EXISTS )?`(?!pulumi_trial)/;
const DROP_TRIAL = /^DROP CATALOG (IF EXISTS )?`pulumi_trial/;
const ALTER = /^ALTER CATALOG/;
const GRANT = /^GRANT/;
const REVOKE = /^REVOKE/;

const OTHER_REGION = { properties: { "aws.s3.region": "eu-west-1" } };
const COMMENT = { comment: "for the analysts" };
const RENAMED = { catalogName: "renamed" };
const ROTATED = { accessKey: "second" };

const CATALOG_OPERATIONS: readonly Omit<Operation, "kind">[] = [
    { name: "create", after: {}, statements: [CREATE], callsEndpoint: true },
    { name: "update", before: {}, after: OTHER_REGION, statements: [ALTER], callsEndpoint: true },
    { name: "key rotation", before: {}, after: ROTATED, statements: [ALTER], callsEndpoint: true },
    {
        name: "replacement, create first",
        before: {},
        after: COMMENT,
        statements: [CREATE_TRIAL, DROP_TRIAL, DROP, CREATE, GRANT],
        callsEndpoint: true,
    },
    {
        name: "replacement, delete first",
        before: COMMENT,
        after: {},
        deletesFirst: true,
        statements: [DROP, CREATE],
        callsEndpoint: true,
    },
    {
        name: "rename, create first",
        before: {},
        after: RENAMED,
        statements: [CREATE, DROP],
        callsEndpoint: true,
    },
    {
        name: "rename, delete first",
        before: {},
        after: RENAMED,
        deletesFirst: true,
        statements: [DROP, CREATE],
        callsEndpoint: true,
    },
    { name: "refresh", before: {}, after: {}, refreshes: true, statements: [/^SHOW CREATE CATALOG/] },
    { name: "delete", before: {}, statements: [DROP] },
];

const READ = { access: "Read" };
const WRITE = { access: "Write" };

const GRANT_OPERATIONS: readonly Omit<Operation, "kind">[] = [
    { name: "create", after: READ, statements: [GRANT] },
    { name: "create with its role", after: { ...READ, createRole: true }, statements: [/^CREATE ROLE/] },
    { name: "widen", before: READ, after: WRITE, statements: [GRANT] },
    { name: "narrow", before: WRITE, after: READ, statements: [REVOKE] },
    {
        name: "exchange",
        before: { privileges: { catalog: ["USAGE"], databases: ["CREATE TABLE"] } },
        after: { privileges: { catalog: ["USAGE"], tables: ["SELECT"] } },
        statements: [GRANT, REVOKE],
    },
    {
        name: "change of the role",
        before: READ,
        after: { ...READ, role: "other" },
        statements: [REVOKE, GRANT],
    },
    { name: "refresh", before: READ, after: READ, refreshes: true, statements: [/^SHOW GRANTS/] },
    { name: "delete", before: READ, statements: [REVOKE] },
];

const DESCRIBED = { grants: { "namespace sales": "DESCRIBE" } };
const FILLABLE = { grants: { "namespace sales": "DESCRIBE, CREATE_TABLE" } };
const READABLE = { grants: { "namespace sales": "DESCRIBE", "tables of sales": "DESCRIBE, SELECT" } };

const LAKE_FORMATION_OPERATIONS: readonly Omit<Operation, "kind">[] = [
    { name: "create", after: READABLE },
    { name: "widen", before: DESCRIBED, after: READABLE },
    { name: "narrow", before: READABLE, after: DESCRIBED },
    { name: "exchange", before: READABLE, after: FILLABLE },
    { name: "refresh", before: READABLE, after: READABLE, refreshes: true },
    { name: "delete", before: READABLE },
];

const of = (kind: Kind, operations: readonly Omit<Operation, "kind">[]): Operation[] =>
    operations.map((operation) => ({ kind, ...operation }));

export const OPERATIONS: readonly Operation[] = [
    ...of("catalog", CATALOG_OPERATIONS),
    ...of("grant", GRANT_OPERATIONS),
    ...of("lakeFormationGrants", LAKE_FORMATION_OPERATIONS),
];
