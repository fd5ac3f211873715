import type { LakeFormationClient } from "@aws-sdk/client-lakeformation";
import { apiResource, keyOf } from "./grantKeys";
import type { LakeFormationGrantsInputs } from "./grantsInputs";
import { reasonOf } from "./reasons";

/** The permissions that the principal of grants holds on what a key of their table stands for. */
export async function heldOn(
    client: LakeFormationClient,
    { principal, catalogId }: LakeFormationGrantsInputs,
    key: string,
): Promise<Set<string>> {
    const { ListPermissionsCommand } = await import("@aws-sdk/client-lakeformation");
    const held = new Set<string>();
    let nextToken: string | undefined;
    do {
        const command = new ListPermissionsCommand({
            Principal: { DataLakePrincipalIdentifier: principal },
            Resource: apiResource(catalogId, key),
            NextToken: nextToken,
        });
        const page = await client.send(command).catch((error: unknown) => {
            if (/EntityNotFound/.test(reasonOf(error))) {
                return { PrincipalResourcePermissions: [], NextToken: undefined };
            }
            throw new Error(
                `Lake Formation's grants on ${key} of ${catalogId} can't be read: ${reasonOf(error)}`,
            );
        });
        for (const entry of page.PrincipalResourcePermissions ?? []) {
            if (entry.Principal?.DataLakePrincipalIdentifier === principal && keyOf(entry) === key) {
                for (const permission of entry.Permissions ?? []) {
                    held.add(permission);
                }
            }
        }
        nextToken = page.NextToken;
    } while (nextToken !== undefined);
    return held;
}
