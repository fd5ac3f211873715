import { glueArn, nestedCatalogId } from "../account/arns";
import { AwsError } from "../account/errors";
import { findMount } from "../account/glue";
import { removeGrantsOn } from "../account/grants";
import type { GrantResource } from "../account/lakeFormationState";
import type { Table } from "../account/s3tablesState";
import type { Account } from "../account/state";
import type { Handler } from "../http/server";
import type { Caller, CatalogRules, Operation, Target } from "../iceberg/catalogRules";
import { type ErrorNames, icebergRestHandler } from "../iceberg/restServer";
import type { Sandbox } from "../sandbox";
import { glueApiHandler, isGlueApi } from "./api";
import { authorizeStorage } from "./federation";
import {
    checkLakeFormation,
    databasePermissions,
    isLakeFormationMode,
    permissionsOn,
} from "./lakeFormationChecks";
import { requirements, visibility } from "./requirements";
import { authorizeGlue, isAllowedByGlue } from "./resources";
import { vendCredentials } from "./vending";

const entityNotFound = (message: string) => new AwsError("EntityNotFoundException", message);

/** `<account>` or `<account>:s3tablescatalog/<bucket>`, with or without a colon in front. */
function parseCatalogId(account: Account, caller: Caller, id: string): { bucket: string | undefined } {
    const [, owner = "", path = ""] = /^(\d{12})?(?::?(.*))?$/.exec(id) ?? [];
    if (owner !== "" && owner !== account.id) {
        const arn = glueArn({ ...account, id: owner }, "catalog");
        throw new AwsError(
            "AccessDeniedException",
            `User: ${caller.principal.arn} is not authorized to perform: glue:GetCatalog on resource: ${arn} because no resource-based policy allows the glue:GetCatalog action`,
        );
    }
    if (path === "") return { bucket: undefined };
    const [mount = "", bucket = "", ...deeper] = path.split("/");
    findMount(account, mount);
    if (deeper.length > 0 || !account.tableBuckets.has(bucket)) {
        throw entityNotFound(`Catalog ${account.id}:${path} not found.`);
    }
    return { bucket };
}

/** Tables and columns with upper case letters exist in S3 Tables, but not for Glue. */
function checkLowerCase(names: string[]): void {
    if (names.every((name) => name === name.toLowerCase())) return;
    throw new AwsError(
        "InvalidInputException",
        "Unsupported Federation Resource - Invalid table or column names",
    );
}

function currentColumns({ metadata }: Table): string[] {
    const schema = metadata?.schemas.find((one) => one["schema-id"] === metadata["current-schema-id"]);
    return schema?.fields.map(({ name }) => name) ?? [];
}

function checkExists(account: Account, operation: Operation, { bucket, namespace, table }: Target): void {
    if (operation === "createNamespace" || namespace === undefined) return;
    if (!account.namespaces.has(`${bucket}/${namespace}`))
        throw entityNotFound(`Database ${namespace} not found.`);
    if (operation === "createTable" || table === undefined) return;
    if (!account.tables.has(`${bucket}/${namespace}/${table}`))
        throw entityNotFound(`Table ${table} not found.`);
}

const resourceOf = (account: Account, { bucket, namespace = "", table }: Target): GrantResource => {
    const catalogId = nestedCatalogId(account, bucket);
    return table
        ? { kind: "table", catalogId, database: namespace, name: table }
        : { kind: "database", catalogId, name: namespace };
};

function glueRules(sandbox: Sandbox): CatalogRules {
    const { account } = sandbox;
    return {
        unsupported: ["renameTable"],

        async bucketOfWarehouse(caller, warehouse) {
            const named = /s3tablescatalog\/([^/]+)$/.exec(warehouse ?? "")?.[1];
            await authorizeGlue(account, caller.principal, "GetCatalog", named ? { bucket: named } : {});
            const { bucket } = parseCatalogId(account, caller, warehouse ?? "");
            if (bucket)
                authorizeStorage(account, caller.principal, requirements.getConfig.s3tables, { bucket });
            return bucket;
        },
        prefixOf: (bucket) =>
            `catalogs/${encodeURIComponent(bucket ? nestedCatalogId(account, bucket) : account.id).replace("%3A", ":")}`,
        async splitPrefix(caller, segments) {
            const [catalogs, id = "", ...rest] = segments;
            if (catalogs !== "catalogs")
                throw new AwsError("UnknownOperationException", "Unknown path.", 404);
            return { ...parseCatalogId(account, caller, id), rest };
        },

        async authorize(caller, operation, target) {
            const needed = requirements[operation as keyof typeof requirements];
            for (const action of needed.glue) await authorizeGlue(account, caller.principal, action, target);
            checkLakeFormation(account, caller, needed.lakeFormation, target);
            checkExists(account, operation, target);
            authorizeStorage(account, caller.principal, needed.s3tables, target);
        },

        async isVisibleNamespace(caller, { bucket, name }) {
            const { glue, anyOf } = visibility.namespace;
            if (!(await isAllowedByGlue(account, caller.principal, glue, { bucket, namespace: name })))
                return false;
            if (!isLakeFormationMode(account, "database")) return true;
            const permissions = databasePermissions(account, caller, bucket, name);
            return anyOf.some((permission) => permissions.has(permission));
        },
        async isVisibleTable(caller, table) {
            const { bucket, namespace, name } = table;
            const { glue, anyOf } = visibility.table;
            if (!(await isAllowedByGlue(account, caller.principal, glue, { bucket, namespace, table: name })))
                return false;
            if ([name, ...currentColumns(table)].some((one) => one !== one.toLowerCase())) return false;
            if (!isLakeFormationMode(account, "table")) return true;
            const permissions = permissionsOn(account, caller, { bucket, database: namespace, table: name });
            return anyOf.some((permission) => permissions.has(permission));
        },

        checkNewTable: (fieldNames, name) => checkLowerCase([name, ...fieldNames]),
        checkReadable: (table) => checkLowerCase([table.name, ...currentColumns(table)]),
        checkPurge(purgeRequested) {
            if (purgeRequested)
                throw new AwsError("InvalidInputException", "Purge is not supported for this table.");
        },
        fileAccess: async (caller, table) => vendCredentials(sandbox, caller, table),

        // Lake Formation developer guide, "Implicit Lake Formation permissions": creators hold everything at once.
        created({ principal }, target) {
            if (!isLakeFormationMode(account, target.table ? "table" : "database")) return;
            account.grants.push({
                principal: principal.identityArn,
                resource: resourceOf(account, target),
                permissions: ["ALL"],
                grantable: ["ALL"],
                grantedAt: Number.NEGATIVE_INFINITY,
            });
        },
        dropped(target) {
            const catalogId = nestedCatalogId(account, target.bucket);
            const name = target.table ?? target.namespace;
            removeGrantsOn(account, (resource) => {
                if (resource.catalogId !== catalogId || resource.kind === "catalog") return false;
                if (target.table)
                    return (
                        resource.kind === "table" &&
                        resource.name === name &&
                        resource.database === target.namespace
                    );
                return (resource.kind === "database" ? resource.name : resource.database) === name;
            });
        },
    };
}

const errorNames: ErrorNames = {
    AccessDeniedException: { status: 403, type: "AccessDeniedException" },
    ForbiddenException: { status: 403, type: "AccessDeniedException" },
    NotFoundException: { status: 404, type: "EntityNotFoundException" },
    EntityNotFoundException: { status: 404, type: "EntityNotFoundException" },
    ConflictException: { status: 409, type: "AlreadyExistsException" },
    BadRequestException: { status: 400, type: "InvalidInputException" },
    InvalidInputException: { status: 400, type: "InvalidInputException" },
};

/** Both of Glue's APIs: they have one address. */
export function glueHandler(sandbox: Sandbox): Handler {
    const rest = icebergRestHandler(sandbox, "glue", glueRules(sandbox), errorNames);
    const api = glueApiHandler(sandbox);
    return (request) => (isGlueApi(request) ? api : rest)(request);
}
