import { catalogObject } from "../accounts/accessControl";
import { ANY } from "../accounts/privileges";
import { INTERNAL_CATALOG, isInternal, isResourceMapping } from "../catalogs/catalogManager";
import { showCreateCatalog as createText } from "../catalogs/showCreate";
import type { StatementContext } from "../context";
import { analyzerError, sqlError } from "../errors";
import { checkCatalogName, likePattern } from "../names";
import type { StatementOf } from "../parser/statement";
import { type Cell, ok, type StatementResult, textRows } from "../protocol/results";

const CATALOG_TYPES = [
    "hive",
    "iceberg",
    "jdbc",
    "hudi",
    "deltalake",
    "elasticsearch",
    "paimon",
    "odps",
    "kudu",
    "unified",
];
const CATALOG_COLUMNS = ["Catalog", "Type", "Comment"];
const INTERNAL_COMMENT = "An internal catalog contains this cluster's self-managed tables.";

export async function createCatalog(
    statement: StatementOf<"createCatalog">,
    { frontend, session }: StatementContext,
): Promise<StatementResult> {
    const { name, comment, ifNotExists } = statement;
    checkCatalogName(name);
    if (name === INTERNAL_CATALOG) {
        throw analyzerError(
            `External catalog name can't be the same as internal catalog name '${INTERNAL_CATALOG}'`,
        );
    }
    const properties = new Map(statement.properties);
    const type = properties.get("type") ?? "";
    if (type === "") {
        throw analyzerError("'type' can not be null or empty");
    }
    if (!CATALOG_TYPES.includes(type.toLowerCase())) {
        throw analyzerError(`[type : ${type}] is not supported`);
    }
    frontend.access.requireOnSystem(session, "CREATE EXTERNAL CATALOG");
    await frontend.catalogs.create(type, { name, comment, properties }, ifNotExists);
    return ok();
}

export async function alterCatalog(
    { name, properties }: StatementOf<"alterCatalog">,
    { frontend, session }: StatementContext,
): Promise<StatementResult> {
    if (properties.some(([key]) => key === "type")) {
        throw analyzerError("Not support alter catalog property type");
    }
    frontend.access.requireOnCatalog(session, "ALTER", name);
    await frontend.catalogs.alter(name, new Map(properties));
    return ok();
}

export async function dropCatalog(
    { name, ifExists }: StatementOf<"dropCatalog">,
    { frontend, session }: StatementContext,
): Promise<StatementResult> {
    if (isInternal(name)) {
        throw analyzerError("Can't drop the default internal catalog");
    }
    if (isResourceMapping(name)) {
        throw analyzerError("Can't drop the resource mapping catalog");
    }
    frontend.access.requireOnCatalog(session, "DROP", name);
    await frontend.catalogs.drop(name, ifExists);
    return ok();
}

/** No privilege is needed (observed on both versions). */
export async function showCreateCatalog(
    { name }: StatementOf<"showCreateCatalog">,
    { frontend }: StatementContext,
): Promise<StatementResult> {
    const rows = isInternal(name) ? [] : [[name, createText(await frontend.catalogs.resolve(name))]];
    return textRows(["Catalog", "Create Catalog"], rows);
}

export async function showCatalogs(
    { like }: StatementOf<"showCatalogs">,
    { frontend, session }: StatementContext,
): Promise<StatementResult> {
    const matches = likePattern(like);
    const external = (await frontend.catalogs.list())
        .filter(({ name }) => !isResourceMapping(name))
        .filter(({ id }) => frontend.access.allows(session, ANY, catalogObject(id)))
        .map(({ name, type, comment }): Cell[] => [name, capitalized(type), comment ?? null]);
    const rows = [...external, [INTERNAL_CATALOG, "Internal", INTERNAL_COMMENT] as Cell[]]
        .filter(([name]) => matches(name!))
        .sort(([left], [right]) => (left! < right! ? -1 : 1));
    return textRows(CATALOG_COLUMNS, rows);
}

export async function setCatalog(
    { name }: StatementOf<"setCatalog">,
    context: StatementContext,
): Promise<StatementResult> {
    checkCatalogName(name);
    return enterCatalog(name, context);
}

/** USE 'CATALOG name' */
export async function useText(
    { text }: StatementOf<"useText">,
    context: StatementContext,
): Promise<StatementResult> {
    const [word, name] = text.trim().split(/\s+/);
    if (word?.toUpperCase() !== "CATALOG" || name === undefined) {
        throw analyzerError(
            "You have an error in your SQL. The correct syntax is: USE 'CATALOG catalog_name'",
        );
    }
    return enterCatalog(name, context);
}

async function enterCatalog(name: string, { frontend, session }: StatementContext): Promise<StatementResult> {
    if (!isInternal(name)) {
        if ((await frontend.catalogs.find(name)) === undefined) {
            throw sqlError("unknownCatalog", name);
        }
        frontend.access.requireOnCatalog(session, ANY, name);
    }
    session.catalog = name;
    session.database = "";
    return ok();
}

export async function showProc(
    { path }: StatementOf<"showProc">,
    context: StatementContext,
): Promise<StatementResult> {
    const { frontend, session } = context;
    frontend.access.requireOnSystem(session, "OPERATE");
    const [root, name] = path.split("/").filter((part) => part !== "");
    if (root !== "catalog") {
        throw analyzerError(`path ${path} doesn't exist`);
    }
    if (name === undefined) {
        return showCatalogs({ kind: "showCatalogs", like: undefined }, context);
    }
    const catalog = await frontend.catalogs.resolve(name);
    const databases = await catalog.connector.listDatabases();
    return textRows(
        ["DbName"],
        databases.sort().map((database) => [database]),
    );
}

/** StringUtils.capitalize: only the first letter changes. */
function capitalized(type: string): string {
    return type.slice(0, 1).toUpperCase() + type.slice(1);
}
