import type {
    BatchPermissionsRequestEntry,
    LakeFormationClient,
    Permission,
} from "@aws-sdk/client-lakeformation";
import { retry } from "../retry";
import { apiResource, type GrantTable, heldOf, keyOf, permissionsIn } from "./grantKeys";

/** Inputs and stored state of the grants on a table bucket. */
export interface LakeFormationGrantsInputs {
    readonly region: string;
    /** Profile of the AWS configuration with which Lake Formation is called; the stack's own if left out. */
    readonly profile?: string;
    /** Id of the nested catalog, `<account>:s3tablescatalog/<table bucket>`. */
    readonly catalogId: string;
    readonly principal: string;
    readonly grants: GrantTable;
    /** Seconds to wait for Lake Formation to know the principal and the catalog. Default: 120. */
    readonly propagationTimeoutSeconds?: number;
}

const DEFAULT_PROPAGATION_TIMEOUT_SECONDS = 120;
/** Entries that one call of the API takes. */
const BATCH_SIZE = 20;
/** Calls at a time, so that a large set doesn't run into the API's rate limit. */
const LISTINGS_AT_A_TIME = 5;

const MAY_HEAL =
    /Invalid principal|Grantee has no permissions|not authorized to access requested permissions|ConcurrentModification|Throttl|Rate exceeded/i;
const NOT_ALLOWED = /AccessDenied|not authorized|permission/i;
const WHO_MAY =
    "Whoever runs Pulumi must be a data lake administrator, or hold these permissions with the grant option.";
const WHAT_MUST_BE_THERE =
    "Table bucket and namespaces must be there first: with createNamespaces: false, somebody else has to make them.";
const NOTHING_TO_REVOKE = /No permissions revoked|Grantee has no permissions|EntityNotFound|not found/i;

/** Gives what is declared. Granting what is held already changes nothing. */
export async function createGrants(
    client: LakeFormationClient,
    inputs: LakeFormationGrantsInputs,
): Promise<void> {
    await change("grant", client, inputs, inputs.grants);
}

/** What the principal holds of what was declared; nothing if that is nothing at all. */
export async function readGrants(
    client: LakeFormationClient,
    state: LakeFormationGrantsInputs,
): Promise<LakeFormationGrantsInputs | undefined> {
    const keys = Object.keys(state.grants);
    const grants: Record<string, string> = {};
    for (let start = 0; start < keys.length; start += LISTINGS_AT_A_TIME) {
        const some = keys.slice(start, start + LISTINGS_AT_A_TIME);
        const held = await Promise.all(some.map((key) => heldOn(client, state, key)));
        for (const [index, key] of some.entries()) {
            const still = heldOf(state.grants[key]!, held[index]!);
            if (still !== "") {
                grants[key] = still;
            }
        }
    }
    return Object.keys(grants).length === 0 ? undefined : { ...state, grants };
}

/** Gives what is new, and then takes what is no longer declared, so that access is never interrupted. */
export async function updateGrants(
    client: LakeFormationClient,
    old: LakeFormationGrantsInputs,
    wanted: LakeFormationGrantsInputs,
): Promise<void> {
    await change("grant", client, wanted, without(wanted.grants, old.grants));
    await change("revoke", client, wanted, without(old.grants, wanted.grants));
}

/** Takes back what was given, and nothing else. What is gone already is fine. */
export async function deleteGrants(
    client: LakeFormationClient,
    state: LakeFormationGrantsInputs,
): Promise<void> {
    await change("revoke", client, state, state.grants);
}

/** The permissions of one table that another doesn't have. */
function without(grants: GrantTable, others: GrantTable): GrantTable {
    return Object.fromEntries(
        Object.entries(grants).map(([key, value]) => {
            const taken = permissionsIn(others[key]);
            return [
                key,
                permissionsIn(value)
                    .filter((permission) => !taken.includes(permission))
                    .join(", "),
            ];
        }),
    );
}

async function heldOn(
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

type Change = "grant" | "revoke";

async function change(
    what: Change,
    client: LakeFormationClient,
    inputs: LakeFormationGrantsInputs,
    grants: GrantTable,
): Promise<void> {
    const entries = Object.entries(grants)
        .filter(([, value]) => value !== "")
        .map(([key, value]) => ({
            Id: key.replaceAll(" ", "-"),
            Principal: { DataLakePrincipalIdentifier: inputs.principal },
            Resource: apiResource(inputs.catalogId, key),
            // The API refuses names that it doesn't know, so the SDK's narrower type adds nothing.
            Permissions: permissionsIn(value) as Permission[],
        }));
    for (let start = 0; start < entries.length; start += BATCH_SIZE) {
        await changeBatch(what, client, inputs, entries.slice(start, start + BATCH_SIZE));
    }
}

/** Failures of single entries of a batch. */
class BatchFailed extends Error {
    constructor(
        reasons: readonly string[],
        readonly entries: readonly BatchPermissionsRequestEntry[],
    ) {
        super(reasons.join("; "));
    }
}

/** Sends a batch, and what of it failed again for as long as waiting may mend it. */
async function changeBatch(
    what: Change,
    client: LakeFormationClient,
    { principal, catalogId, propagationTimeoutSeconds }: LakeFormationGrantsInputs,
    entries: readonly BatchPermissionsRequestEntry[],
): Promise<void> {
    let open = entries;
    try {
        await retry({
            act: () => sendBatch(what, client, open),
            mayHeal: (error) => {
                open = error instanceof BatchFailed ? error.entries : open;
                return MAY_HEAL.test(reasonOf(error));
            },
            waitingFor: (error) => `Lake Formation to know ${principal} (${reasonOf(error)})`,
            deadlineSeconds: propagationTimeoutSeconds ?? DEFAULT_PROPAGATION_TIMEOUT_SECONDS,
        });
    } catch (error) {
        const reason = reasonOf(error).replace(/\.$/, "");
        throw new Error(
            `Lake Formation refused to ${what} permissions on ${catalogId} ${what === "grant" ? "to" : "from"} ` +
                `${principal}: ${reason}.${adviceOn(reason)}`,
        );
    }
}

function adviceOn(reason: string): string {
    if (NOT_ALLOWED.test(reason)) {
        return `\n  ${WHO_MAY}`;
    }
    return /EntityNotFound/.test(reason) ? `\n  ${WHAT_MUST_BE_THERE}` : "";
}

async function sendBatch(
    what: Change,
    client: LakeFormationClient,
    entries: readonly BatchPermissionsRequestEntry[],
): Promise<void> {
    const { BatchGrantPermissionsCommand, BatchRevokePermissionsCommand } = await import(
        "@aws-sdk/client-lakeformation"
    );
    const request = { Entries: [...entries] };
    const { Failures = [] } =
        what === "grant"
            ? await client.send(new BatchGrantPermissionsCommand(request))
            : await client.send(new BatchRevokePermissionsCommand(request));
    const failures = Failures.map(({ RequestEntry, Error: failure }) => ({
        id: RequestEntry?.Id,
        reason: `${failure?.ErrorCode}: ${failure?.ErrorMessage}`,
    })).filter(({ reason }) => what === "grant" || !NOTHING_TO_REVOKE.test(reason));
    if (failures.length > 0) {
        throw new BatchFailed(
            [...new Set(failures.map(({ reason }) => reason))],
            entries.filter(({ Id }) => failures.some(({ id }) => id === Id)),
        );
    }
}

function reasonOf(error: unknown): string {
    if (error instanceof BatchFailed) {
        return error.message;
    }
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
