import type { LakeFormationClient } from "@aws-sdk/client-lakeformation";
import type { STSClient } from "@aws-sdk/client-sts";
import { answered } from "../../awsAccess/timeLimits";

/**
 * True if the caller sees every permission that was given: a listing holds only what the caller may see, so from what it
 * leaves out nothing follows for anybody but an administrator. False also where that can't be found out.
 */
export async function seesAllPermissions(
    lakeFormation: LakeFormationClient,
    sts: STSClient,
): Promise<boolean> {
    const { GetDataLakeSettingsCommand } = await import("@aws-sdk/client-lakeformation");
    const { GetCallerIdentityCommand } = await import("@aws-sdk/client-sts");
    try {
        const [{ Arn: caller = "" }, { DataLakeSettings: settings }] = await Promise.all([
            answered("STS", (options) => sts.send(new GetCallerIdentityCommand({}), options)),
            answered("Lake Formation", (options) =>
                lakeFormation.send(new GetDataLakeSettingsCommand({}), options),
            ),
        ]);
        return [...(settings?.DataLakeAdmins ?? []), ...(settings?.ReadOnlyAdmins ?? [])].some(
            ({ DataLakePrincipalIdentifier: administrator = "" }) => isCaller(administrator, caller),
        );
    } catch {
        return false;
    }
}

const SESSION = /^arn:([^:]+):sts::(\d{12}):assumed-role\/([^/]+)\//;
const ROLE = /^arn:([^:]+):iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/;

/** True if an administrator's ARN is that of the caller, which may act in a session of a role. */
export function isCaller(administrator: string, caller: string): boolean {
    const session = SESSION.exec(caller)?.slice(1).join();
    return (
        administrator === caller ||
        (session !== undefined && ROLE.exec(administrator)?.slice(1).join() === session)
    );
}
