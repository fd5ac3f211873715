import { ConnectorFailure } from "../catalogs/connectorFailure";
import type { StatementContext } from "../context";
import { asSqlError, failure } from "../errors";
import { parse } from "../parser";
import type { Statement, StatementKind, StatementOf } from "../parser/statement";
import { ok, type StatementResult } from "../protocol/results";
import { addColumns } from "./alterTable";
import * as catalogs from "./catalogs";
import * as cluster from "./cluster";
import * as databases from "./databases";
import { deleteRows } from "./deletes";
import * as grants from "./grants";
import * as queries from "./queries";
import * as roles from "./roles";
import * as sessions from "./sessions";
import * as tables from "./tables";
import * as users from "./users";

type Executor<Kind extends StatementKind> = (
    statement: StatementOf<Kind>,
    context: StatementContext,
) => StatementResult | Promise<StatementResult>;

const EXECUTORS: { [Kind in StatementKind]: Executor<Kind> } = {
    empty: () => ok(),
    createCatalog: catalogs.createCatalog,
    alterCatalog: catalogs.alterCatalog,
    dropCatalog: catalogs.dropCatalog,
    showCreateCatalog: catalogs.showCreateCatalog,
    showCatalogs: catalogs.showCatalogs,
    setCatalog: catalogs.setCatalog,
    useText: catalogs.useText,
    showProc: catalogs.showProc,
    use: databases.use,
    showDatabases: databases.showDatabases,
    createDatabase: databases.createDatabase,
    dropDatabase: databases.dropDatabase,
    showCreateDatabase: databases.showCreateDatabase,
    showTables: databases.showTables,
    createTable: tables.createTable,
    dropTable: tables.dropTable,
    addColumns,
    describe: tables.describe,
    showCreateTable: tables.showCreateTable,
    insert: queries.insert,
    delete: deleteRows,
    query: queries.query,
    createRole: roles.createRole,
    dropRole: roles.dropRole,
    alterRole: roles.alterRole,
    showRoles: roles.showRoles,
    setRole: roles.setRole,
    setDefaultRole: roles.setDefaultRole,
    createUser: users.createUser,
    alterUser: users.alterUser,
    dropUser: users.dropUser,
    setPassword: users.setPassword,
    showUsers: users.showUsers,
    showAuthentication: users.showAuthentication,
    showUserProperties: users.showUserProperties,
    grantPrivilege: grants.grantPrivilege,
    revokePrivilege: grants.revokePrivilege,
    grantRole: grants.grantRole,
    revokeRole: grants.revokeRole,
    showGrants: grants.showGrants,
    showProcessList: cluster.showProcessList,
    showFrontends: cluster.showFrontends,
    showBackends: cluster.showBackends,
    showComputeNodes: cluster.showComputeNodes,
    showWarnings: cluster.showWarnings,
    showPrivileges: cluster.showPrivileges,
    adminShowConfig: cluster.adminShowConfig,
    showVariables: sessions.showVariables,
    setVariables: sessions.setVariables,
    kill: sessions.kill,
    transaction: sessions.transaction,
    prepare: sessions.prepare,
    deallocate: sessions.deallocate,
    execute: ({ name }, context) => execute(parse(sessions.preparedText(name, context))[0]!, context),
};

export async function execute(statement: Statement, context: StatementContext): Promise<StatementResult> {
    const executor = EXECUTORS[statement.kind] as Executor<StatementKind>;
    try {
        return await executor(statement as StatementOf<StatementKind>, context);
    } catch (error) {
        throw error instanceof ConnectorFailure ? failure(error.text) : asSqlError(error);
    }
}
