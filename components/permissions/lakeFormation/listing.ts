import type { LakeFormationClient, ListPermissionsResponse } from "@aws-sdk/client-lakeformation";
import { reasonOf } from "../../awsAccess/reasons";
import { answered } from "../../awsAccess/timeLimits";
import { apiResource, keyOf } from "./grantKeys";
import type { LakeFormationGrantsInputs } from "./grantsInputs";

/**
 * The permissions that the principal of grants was given on what a key of their table stands for, as far as the caller may
 * see them.
 *
 * The listing is that of the resource, of which the principal's are taken here: asked for principal and resource, the API
 * answers with what is effective from anywhere, not with what was given; and it refuses to be asked for a principal alone.
 */
export async function heldOn(
    client: LakeFormationClient,
    { principal, catalogId }: LakeFormationGrantsInputs,
    key: string,
): Promise<Set<string>> {
    const held = new Set<string>();
    let nextToken: string | undefined;
    do {
        const page = await listed(client, catalogId, key, nextToken);
        for (const entry of page.PrincipalResourcePermissions ?? []) {
            if (entry.Principal?.DataLakePrincipalIdentifier === principal && keyOf(entry) === key) {
                for (const permission of entry.Permissions ?? []) {
                    held.add(permission);
                }
            }
        }
        if (page.NextToken !== undefined && page.NextToken === nextToken) {
            throw new Error(
                `Lake Formation's list of grants on ${key} of ${catalogId} never ends: a page repeats.`,
            );
        }
        nextToken = page.NextToken;
    } while (nextToken !== undefined);
    return held;
}

async function listed(
    client: LakeFormationClient,
    catalogId: string,
    key: string,
    NextToken: string | undefined,
): Promise<ListPermissionsResponse> {
    const { ListPermissionsCommand } = await import("@aws-sdk/client-lakeformation");
    try {
        return await answered("Lake Formation", (options) =>
            client.send(
                new ListPermissionsCommand({ Resource: apiResource(catalogId, key), NextToken }),
                options,
            ),
        );
    } catch (error) {
        const reason = reasonOf(error);
        if (/EntityNotFound/.test(reason)) {
            return { PrincipalResourcePermissions: [] };
        }
        throw new Error(`Lake Formation's grants on ${key} of ${catalogId} can't be read: ${reason}`);
    }
}
