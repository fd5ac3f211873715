import { effectivePermissions, type LakeFormationTarget } from "../account/effectivePermissions";
import { AwsError } from "../account/errors";
import { findMount, usesIamMode } from "../account/glue";
import { tablesOf } from "../account/s3tables";
import type { Account } from "../account/state";
import type { Caller, Target } from "../iceberg/catalogRules";
import type { Level, OperationRequirements } from "./requirements";

export const refused = (required: string, name: string) =>
    new AwsError(
        "AccessDeniedException",
        `Insufficient Lake Formation permission(s): Required ${required} on ${name}`,
    );

export function permissionsOn(account: Account, caller: Caller, target: LakeFormationTarget): Set<string> {
    const { grantsMs } = account.propagation;
    return effectivePermissions(
        account,
        caller.principal.identityArn,
        target,
        // What a creator holds is there at once; grants take their time.
        ({ grantedAt }) =>
            grantedAt === Number.NEGATIVE_INFINITY ||
            (account.now() >= grantedAt + grantsMs && caller.grantsAreKnown()),
    );
}

/** On a database the SELECT of the REST documentation can only mean that of one of its tables. */
export function databasePermissions(
    account: Account,
    caller: Caller,
    bucket: string,
    database: string,
): Set<string> {
    const permissions = permissionsOn(account, caller, { bucket, database });
    const canSelect = tablesOf(account, bucket, database).some(({ name }) =>
        permissionsOn(account, caller, { bucket, database, table: name }).has("SELECT"),
    );
    return canSelect ? new Set([...permissions, "SELECT"]) : permissions;
}

export const isLakeFormationMode = (account: Account, level: Level) =>
    !usesIamMode(findMount(account), level === "table" ? "tables" : "databases");

const hasAny = (permissions: Set<string>, wanted: readonly string[]) =>
    wanted.some((one) => permissions.has(one));

function levelPermissions(account: Account, caller: Caller, level: Level, target: Target): Set<string> {
    const { bucket, namespace: database = "", table } = target;
    if (level === "catalog") return permissionsOn(account, caller, { bucket });
    if (level === "database") return databasePermissions(account, caller, bucket, database);
    return permissionsOn(account, caller, { bucket, database, table });
}

/** Of a commit also the data: INSERT for rows that come, DELETE for rows that go. */
function checkDataPermissions(permissions: Set<string>, target: Target): void {
    for (const needed of target.dataPermissions ?? []) {
        const required = needed.charAt(0) + needed.slice(1).toLowerCase();
        if (!hasAny(permissions, ["ALL", needed])) throw refused(required, target.table ?? "");
    }
}

export function checkLakeFormation(
    account: Account,
    caller: Caller,
    needed: OperationRequirements["lakeFormation"],
    target: Target,
): void {
    if (!needed || !isLakeFormationMode(account, needed.level)) return;
    const permissions = levelPermissions(account, caller, needed.level, target);
    const names = { catalog: "Catalog", database: target.namespace ?? "", table: target.table ?? "" };
    if (!hasAny(permissions, needed.anyOf)) {
        if (needed.level === "table" && maySeeMissingTable(account, caller, target)) return;
        throw refused(needed.required, names[needed.level]);
    }
    checkDataPermissions(permissions, target);
}

/** Who may create tables in a database is told that a table is missing; others are refused, table or not. */
function maySeeMissingTable(
    account: Account,
    caller: Caller,
    { bucket, namespace: database = "", table }: Target,
): boolean {
    if (account.tables.has(`${bucket}/${database}/${table}`)) return false;
    return hasAny(permissionsOn(account, caller, { bucket, database }), ["ALL", "CREATE_TABLE"]);
}
