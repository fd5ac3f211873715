import { findMount } from "../account/glue";
import type { VendedScope } from "../account/iamState";
import type { Table } from "../account/s3tablesState";
import { startSession } from "../account/sessions";
import { authorize } from "../authorization/authorize";
import { authorizeStorageAction } from "../authorization/storageActions";
import type { Caller } from "../iceberg/catalogRules";
import type { Sandbox } from "../sandbox";
import { privilegedRegistration, registeredRole } from "./federation";
import { isLakeFormationMode, permissionsOn } from "./lakeFormationChecks";

/** What the registered role must be able to do itself before it can be lent out. */
const roleActions: Record<VendedScope["access"], string[]> = {
    read: ["GetTableData"],
    readWrite: ["GetTableData", "PutTableData"],
};

/** Full access to the whole table, for reading or also for writing, by the Lake Formation grants. */
function vendedAccess({ account }: Sandbox, caller: Caller, table: Table): VendedScope["access"] | undefined {
    const { bucket, namespace: database, name } = table;
    const permissions = permissionsOn(account, caller, { bucket, database, table: name });
    if (!permissions.has("SELECT")) return undefined;
    return permissions.has("INSERT") ? "readWrite" : "read";
}

/**
 * Credentials of the registered role, narrowed to one table. Only in Lake Formation mode, only for a location registered
 * with federation and privileged access, only while external engines may have full table access.
 */
export function vendCredentials(sandbox: Sandbox, caller: Caller, table: Table): Record<string, string> {
    const { account } = sandbox;
    if (!caller.wantsCredentials || !isLakeFormationMode(account, "table")) return {};
    const allowsExternalEngines =
        findMount(account).allowFullTableExternalDataAccess ||
        account.dataLakeSettings.allowFullTableExternalDataAccess;
    const registration = privilegedRegistration(account, table.bucket);
    const access = vendedAccess(sandbox, caller, table);
    if (!allowsExternalEngines || !registration || !access) return {};
    authorize(account, caller.principal, "lakeformation:GetDataAccess", ["*"]);
    const role = registeredRole(account, registration);
    const place = { bucket: table.bucket, namespace: table.namespace, table: table.name };
    for (const action of roleActions[access]) authorizeStorageAction(account, role, action, place);
    const session = startSession(account, role.name, `AWSLF-${table.id}`, { tableArn: table.arn, access });
    return {
        "s3.access-key-id": session.accessKeyId,
        "s3.secret-access-key": session.secretAccessKey,
        "s3.session-token": session.sessionToken,
        "client.region": account.region,
        "s3.endpoint": sandbox.endpoints.s3,
        "s3.path-style-access": "true",
    };
}
