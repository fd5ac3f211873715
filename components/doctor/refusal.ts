import { reasonOf } from "../awsAccess/reasons";

const BY_IAM = /^\w+: User: (\S+) is not authorized to perform: (\S+)/;
const BY_LAKE_FORMATION = /Insufficient Lake Formation permission\(s\): Required (\S+) on (\S+)/i;

/** Why something couldn't be seen, in a few words. */
export function briefReason(error: unknown): string {
    const reason = reasonOf(error);
    const [, who, action] = BY_IAM.exec(reason.replace(/^.*can't be read: /, "")) ?? [];
    if (who !== undefined) {
        return `${who} may not call ${action}`;
    }
    const [, permission, name] = BY_LAKE_FORMATION.exec(reason) ?? [];
    return permission === undefined
        ? reason
        : `Lake Formation requires ${permission.toUpperCase()} on ${name} to show it`;
}
