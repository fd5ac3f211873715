import type {
    LakeFormationClient,
    Permission,
    PrincipalResourcePermissions,
} from "@aws-sdk/client-lakeformation";
import { retry } from "../retry";

/** Inputs and stored state of a grant on a nested catalog. */
export interface CatalogGrant {
    readonly region: string;
    readonly catalogId: string;
    readonly principal: string;
    readonly permissions: readonly string[];
}

/** How long Lake Formation may take to learn of a principal or a catalog that was just made. */
const PROPAGATION_SECONDS = 120;

/** Answers that a principal or catalog gets while Lake Formation doesn't know it yet. */
const NOT_KNOWN_YET =
    /Invalid principal|Grantee has no permissions|not authorized to access requested permissions/i;
const CONCURRENT = /ConcurrentModification/i;
const NOTHING_TO_REVOKE = /No permissions revoked|Grantee has no permissions|EntityNotFound/i;

function reason(error: unknown): string {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

/** Gives the permissions. Granting what is held already changes nothing. */
export async function createGrant(client: LakeFormationClient, grant: CatalogGrant): Promise<void> {
    await grantPermissions(client, grant, grant.permissions);
}

/** What the principal holds of the declared permissions; nothing if the grant or the catalog is gone. */
export async function readGrant(
    client: LakeFormationClient,
    grant: CatalogGrant,
): Promise<CatalogGrant | undefined> {
    const { ListPermissionsCommand } = await import("@aws-sdk/client-lakeformation");
    const held = new Set<string>();
    let nextToken: string | undefined;
    try {
        do {
            const page = await client.send(
                new ListPermissionsCommand({
                    Principal: { DataLakePrincipalIdentifier: grant.principal },
                    Resource: { Catalog: { Id: grant.catalogId } },
                    NextToken: nextToken,
                }),
            );
            for (const permission of page.PrincipalResourcePermissions?.flatMap(permissionsOf(grant)) ?? []) {
                held.add(permission);
            }
            nextToken = page.NextToken;
        } while (nextToken !== undefined);
    } catch (error) {
        if (/EntityNotFound/.test(reason(error))) {
            return undefined;
        }
        throw new Error(
            `Lake Formation's grants on catalog ${grant.catalogId} can't be read: ${reason(error)}`,
        );
    }
    return held.size === 0 ? undefined : { ...grant, permissions: [...held].sort() };
}

function permissionsOf(grant: CatalogGrant): (entry: PrincipalResourcePermissions) => string[] {
    return (entry) =>
        entry.Principal?.DataLakePrincipalIdentifier === grant.principal &&
        entry.Resource?.Catalog?.Id === grant.catalogId
            ? (entry.Permissions ?? [])
            : [];
}

/** Gives what is new, then takes what is no longer declared. */
export async function updateGrant(
    client: LakeFormationClient,
    old: CatalogGrant,
    grant: CatalogGrant,
): Promise<void> {
    await grantPermissions(
        client,
        grant,
        grant.permissions.filter((permission) => !old.permissions.includes(permission)),
    );
    await revokePermissions(
        client,
        grant,
        old.permissions.filter((permission) => !grant.permissions.includes(permission)),
    );
}

/** Takes back what was given. A grant that is gone already is fine. */
export async function deleteGrant(client: LakeFormationClient, grant: CatalogGrant): Promise<void> {
    await revokePermissions(client, grant, grant.permissions);
}

async function grantPermissions(
    client: LakeFormationClient,
    grant: CatalogGrant,
    permissions: readonly string[],
): Promise<void> {
    if (permissions.length === 0) {
        return;
    }
    const { GrantPermissionsCommand } = await import("@aws-sdk/client-lakeformation");
    const command = new GrantPermissionsCommand(request(grant, permissions));
    try {
        await retry({
            act: () => client.send(command),
            mayHeal: (error) => NOT_KNOWN_YET.test(reason(error)) || CONCURRENT.test(reason(error)),
            waitingFor: (error) => `Lake Formation to know ${grant.principal} (${reason(error)})`,
            deadlineSeconds: PROPAGATION_SECONDS,
        });
    } catch (error) {
        throw new Error(
            `Lake Formation refused to grant ${permissions.join(", ")} on catalog ${grant.catalogId} to ` +
                `${grant.principal}: ${reason(error)}. The identity that runs Pulumi must be a data lake ` +
                "administrator of the account, or hold these permissions with the grant option.",
        );
    }
}

async function revokePermissions(
    client: LakeFormationClient,
    grant: CatalogGrant,
    permissions: readonly string[],
): Promise<void> {
    if (permissions.length === 0) {
        return;
    }
    const { RevokePermissionsCommand } = await import("@aws-sdk/client-lakeformation");
    const command = new RevokePermissionsCommand(request(grant, permissions));
    try {
        await retry({
            act: () => client.send(command),
            mayHeal: (error) => CONCURRENT.test(reason(error)),
            waitingFor: (error) => `Lake Formation to finish another change (${reason(error)})`,
            deadlineSeconds: PROPAGATION_SECONDS,
        });
    } catch (error) {
        if (!NOTHING_TO_REVOKE.test(reason(error))) {
            throw new Error(
                `Lake Formation refused to revoke ${permissions.join(", ")} on catalog ${grant.catalogId} from ` +
                    `${grant.principal}: ${reason(error)}.`,
            );
        }
    }
}

function request(grant: CatalogGrant, permissions: readonly string[]) {
    return {
        Principal: { DataLakePrincipalIdentifier: grant.principal },
        Resource: { Catalog: { Id: grant.catalogId } },
        // The API refuses names that it doesn't know, so the SDK's narrower type adds nothing.
        Permissions: permissions as Permission[],
    };
}
