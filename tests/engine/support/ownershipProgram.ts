import { type Sandbox, startSandbox } from "../../sandbox";
import { createNamespace, createTableBucket } from "../../sandbox/aws/account/s3tables";
import { openSqlClient, type SqlClient } from "../../sandbox/sqlClient";
import type { StarRocksVersion } from "../../sandbox/starrocks";
import { mount, register } from "../../unit/sandbox/awsSupport";
import type { Consumer } from "./consumer";
import { type EngineStack, openStack } from "./stack";

/**
 * A program whose resources stand in the configuration, so that a test can rename, move and repeat them as a user edits
 * a program. A component's Lake Formation grants are reached past the public surface, to have them on their own.
 */
const PROGRAM = `
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { StarRocksCatalog, StarRocksGrant } from "pulumi-starrocks-s3tables";

const components = path.join(path.dirname(require.resolve("pulumi-starrocks-s3tables")), "components");
const { LakeFormationGrants } = require(path.join(components, "permissions/lakeFormation/grants"));
const KINDS: Record<string, any> = { catalog: StarRocksCatalog, grant: StarRocksGrant, lakeFormation: LakeFormationGrants };

class Room extends pulumi.ComponentResource {
    constructor(name: string) {
        super("test:index:Room", name, {});
    }
}

const config = new pulumi.Config();
const properties = {
    ...config.requireObject<Record<string, string>>("properties"),
    "iceberg.catalog.rest.secret-access-key": config.requireSecret("secretAccessKey"),
};
const rooms = new Map<string, Room>();
const roomOf = (name: string | undefined) => {
    if (name !== undefined && !rooms.has(name)) {
        rooms.set(name, new Room(name));
    }
    return name === undefined ? undefined : rooms.get(name);
};
const made = new Map<string, pulumi.Resource>();
for (const { kind, name, room, after, ...args } of config.requireObject<any[]>("resources")) {
    const dependsOn = after === undefined ? [] : [made.get(after)!];
    const all = kind === "catalog" ? { ...args, properties } : args;
    made.set(name, new KINDS[kind](name, all, { dependsOn, parent: roomOf(room) }));
}
`;

/** A resource of the program: its kind, its name, the component that it is part of, its arguments. */
export interface Declared {
    readonly kind: "catalog" | "grant" | "lakeFormation";
    readonly name: string;
    readonly room?: string;
    /** Name of a resource before it, which the engine is done with before it hears of this one. */
    readonly after?: string;
    readonly [argument: string]: unknown;
}

/** An account and a frontend with a catalog's ground, and what is there of it. */
export interface Ground {
    readonly sandbox: Sandbox;
    readonly sql: SqlClient;
    /** The principal of the Lake Formation grants. */
    readonly principal: string;
    /** Id of the nested catalog. */
    readonly catalogId: string;
    stack(consumer: Consumer, name: string, resources: readonly Declared[]): Promise<OwnedStack>;
    /** What a role holds in StarRocks on a catalog, one row each. */
    held(role: string, catalog: string): Promise<(string | null | undefined)[]>;
    /** What the principal holds in Lake Formation: `DESCRIBE on namespace sales`. */
    heldInLakeFormation(): string[];
    mark(catalog: string): Promise<string | undefined>;
    close(): Promise<void>;
}

export interface OwnedStack extends EngineStack {
    declare(resources: readonly Declared[]): Promise<void>;
}

export const BUCKET = "lake";
export const NAMESPACES = ["sales", "web"];

export async function openGround(version: StarRocksVersion): Promise<Ground> {
    const sandbox = await startSandbox({ starRocks: { version } });
    const { aws, frontend, environment } = sandbox;
    const { account, deployer, endpoints } = aws;
    const sql = await openSqlClient(frontend);
    mount(account);
    register(account);
    createTableBucket(account, { name: BUCKET });
    for (const name of NAMESPACES) {
        createNamespace(account, { bucket: BUCKET, name, createdBy: deployer.arn });
    }
    const principal = `arn:aws:iam::${account.id}:user/starrocks`;
    const catalogId = `${account.id}:s3tablescatalog/${BUCKET}`;
    const properties = {
        "iceberg.catalog.type": "rest",
        "iceberg.catalog.uri": `${endpoints.glue}/iceberg`,
        "iceberg.catalog.rest.sigv4-enabled": "true",
        "iceberg.catalog.rest.signing-name": "glue",
        "iceberg.catalog.rest.signing-region": account.region,
        "iceberg.catalog.rest.access-key-id": deployer.accessKeyId,
        "iceberg.catalog.warehouse": catalogId,
        "aws.s3.region": account.region,
    };
    return {
        sandbox,
        sql,
        principal,
        catalogId,
        stack: async (consumer, name, resources) => {
            const stack = await openStack({
                program: await consumer.program("ownership", { files: { "index.ts": PROGRAM } }),
                name,
                environment,
                config: {
                    "starrocks:host": `${frontend.host}:${frontend.port}`,
                    "starrocks:user": frontend.user,
                    properties: JSON.stringify(properties),
                    resources: JSON.stringify(resources),
                },
                secrets: {
                    "starrocks:password": frontend.password,
                    secretAccessKey: deployer.secretAccessKey,
                },
            });
            return {
                ...stack,
                declare: (changed) => stack.setConfig({ resources: JSON.stringify(changed) }),
            };
        },
        held: async (role, catalog) =>
            (await sql.rows(`SHOW GRANTS FOR ROLE ${role}`))
                .filter(({ Catalog }) => Catalog === catalog)
                .map(({ Grants }) => Grants)
                .sort(),
        heldInLakeFormation: () =>
            account.grants
                .filter((grant) => grant.principal === principal)
                .flatMap(({ permissions, resource }) =>
                    permissions.map((each) => `${each} on ${nameOf(resource)}`),
                )
                .sort(),
        mark: async (catalog) => {
            const [row] = await sql.rows(`SHOW CREATE CATALOG ${catalog}`).catch(() => []);
            return /"pulumi\.owner" {2}= {2}"([^"]*)"/.exec(row?.["Create Catalog"] ?? "")?.[1];
        },
        close: async () => {
            await sql.close();
            await sandbox.close();
        },
    };
}

function nameOf(resource: Sandbox["aws"]["account"]["grants"][number]["resource"]): string {
    switch (resource.kind) {
        case "database":
            return `namespace ${resource.name}`;
        case "allTables":
            return `tables of ${resource.database}`;
        default:
            return resource.kind;
    }
}
