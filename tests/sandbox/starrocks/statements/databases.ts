import { tableObject } from "../accounts/accessControl";
import { ANY } from "../accounts/privileges";
import { isInternal } from "../catalogs/catalogManager";
import { ConnectorFailure } from "../catalogs/connectorFailure";
import type { StatementContext } from "../context";
import { analyzed, failure, sqlError } from "../errors";
import { likePattern } from "../names";
import type { Properties, StatementOf } from "../parser/statement";
import { ok, type StatementResult, textRows } from "../protocol/results";
import { databaseName, requireDatabase, resolveCatalog, resolveExternal } from "./names";

const INFORMATION_SCHEMA = "information_schema";

export async function use({ name }: StatementOf<"use">, context: StatementContext): Promise<StatementResult> {
    await enterDatabase(name, context);
    return ok();
}

/** USE db, USE catalog.db, COM_INIT_DB and the database of a login. */
export async function enterDatabase(name: readonly string[], context: StatementContext): Promise<void> {
    const { frontend, session } = context;
    const { catalog, database } = databaseName(context, name);
    if (isInternal(catalog)) {
        if (!frontend.internalDatabases.has(database)) {
            throw sqlError("unknownDatabase", database);
        }
    } else {
        const external = await frontend.catalogs.find(catalog);
        if (external === undefined) {
            throw sqlError("unknownCatalog", catalog);
        }
        frontend.access.requireOnCatalog(session, ANY, catalog);
        if (!isSystemDatabase(database) && !(await external.connector.hasDatabase(database))) {
            throw sqlError("unknownDatabase", database);
        }
        frontend.access.requireOnDatabase(session, ANY, external.id, database);
    }
    session.catalog = catalog;
    session.database = database;
}

export async function showDatabases(
    statement: StatementOf<"showDatabases">,
    context: StatementContext,
): Promise<StatementResult> {
    const { frontend, session } = context;
    const { id, external } = await resolveCatalog(context, statement.catalog ?? session.catalog);
    const matches = likePattern(statement.like);
    const databases =
        external === undefined
            ? [...frontend.internalDatabases]
            : [...(await external.connector.listDatabases()), INFORMATION_SCHEMA];
    const visible = databases
        .filter((database) => frontend.access.mayEnter(session, id, database))
        .filter(matches)
        .sort();
    return textRows(
        ["Database"],
        visible.map((database) => [database]),
    );
}

/** The privilege is checked on the session's catalog, whichever one is named (observed on both versions). */
export async function createDatabase(
    statement: StatementOf<"createDatabase">,
    context: StatementContext,
): Promise<StatementResult> {
    const { frontend, session } = context;
    const { catalog, database } = databaseName(context, statement.name);
    const { external } = await resolveCatalog(context, catalog);
    frontend.access.requireOnCatalog(session, "CREATE DATABASE", session.catalog);
    const connector = external?.connector;
    const existing =
        connector === undefined
            ? frontend.internalDatabases
            : new Set(await withReason(connector.listDatabases()));
    if (existing.has(database)) {
        if (statement.ifNotExists) {
            return ok();
        }
        throw sqlError("databaseExists", database);
    }
    checkProperties(statement.properties);
    if (connector === undefined) {
        frontend.internalDatabases.add(database);
    } else {
        await withReason(connector.createDatabase(database));
    }
    return ok();
}

export async function dropDatabase(
    statement: StatementOf<"dropDatabase">,
    context: StatementContext,
): Promise<StatementResult> {
    const { frontend, session } = context;
    const { catalog, database } = databaseName(context, statement.name);
    const { id, external } = await resolveCatalog(context, catalog);
    const exists =
        external === undefined
            ? frontend.internalDatabases.has(database)
            : await external.connector.hasDatabase(database);
    if (exists) {
        frontend.access.requireOnDatabase(session, "DROP", id, database);
    } else if (statement.ifExists) {
        return ok();
    } else {
        throw sqlError("databaseNotDroppable", database);
    }
    if (external === undefined) {
        frontend.internalDatabases.delete(database);
        return ok();
    }
    if ((await external.connector.listTables(database)).length > 0) {
        throw failure(`Database ${database} not empty`);
    }
    // A namespace of S3 Tables has no location, and StarRocks drops none without one (StarRocks #65023).
    if (!(await external.connector.databaseProperties(database))?.location) {
        throw sqlError("databaseNotDroppable", database);
    }
    await external.connector.dropDatabase(database);
    return ok();
}

export async function showCreateDatabase(
    { name }: StatementOf<"showCreateDatabase">,
    context: StatementContext,
): Promise<StatementResult> {
    const { external } = await resolveCatalog(context, context.session.catalog);
    if (external !== undefined) {
        await requireDatabase(external, name);
    } else if (!context.frontend.internalDatabases.has(name)) {
        throw analyzed("unknownDatabase", name);
    }
    return textRows(["Database", "Create Database"], [[name, `CREATE DATABASE \`${name}\``]]);
}

export async function showTables(
    statement: StatementOf<"showTables">,
    context: StatementContext,
): Promise<StatementResult> {
    const { frontend, session } = context;
    const { catalog, database } = databaseName(context, statement.name);
    const matches = likePattern(statement.like);
    const columns = [`Tables_in_${database}`];
    if (isInternal(catalog) || isSystemDatabase(database)) {
        return textRows(columns, []);
    }
    const external = await resolveExternal(context, catalog);
    await requireDatabase(external, database);
    const tables = (await external.connector.listTables(database))
        .filter((table) => frontend.access.allows(session, ANY, tableObject(external.id, database, table)))
        .filter(matches)
        .sort();
    return textRows(
        columns,
        tables.map((table) => [table]),
    );
}

/** CREATE DATABASE is the one statement that shows why the REST catalog refuses. */
async function withReason<Answer>(call: Promise<Answer>): Promise<Answer> {
    try {
        return await call;
    } catch (error) {
        throw error instanceof ConnectorFailure ? failure(error.textWithReason) : error;
    }
}

function checkProperties(properties: Properties): void {
    for (const [key, value] of properties) {
        if (key !== "location") {
            throw failure(`Unrecognized property: ${key}`);
        }
        throw failure(`Invalid location URI: ${value}. msg: this sandbox has no file system for databases`);
    }
}

function isSystemDatabase(database: string): boolean {
    return database === INFORMATION_SCHEMA;
}
