import type {
    BatchPermissionsRequestEntry,
    LakeFormationClient,
    Permission,
} from "@aws-sdk/client-lakeformation";
import { retry } from "../retry";
import { apiResource, type GrantTable, permissionsIn } from "./grantKeys";
import type { LakeFormationGrantsInputs } from "./grantsInputs";
import { reasonOf } from "./reasons";

const DEFAULT_PROPAGATION_TIMEOUT_SECONDS = 120;
/** Entries that one call of the API takes. */
const BATCH_SIZE = 20;

const MAY_HEAL =
    /Invalid principal|Grantee has no permissions|not authorized to access requested permissions|ConcurrentModification|Throttl|Rate exceeded/i;
const NOT_ALLOWED = /AccessDenied|not authorized|permission/i;
const WHO_MAY =
    "Whoever runs Pulumi must be a data lake administrator, or hold these permissions with the grant option.";
const WHAT_MUST_BE_THERE =
    "Table bucket and namespaces must be there first: with createNamespaces: false, somebody else has to make them.";
const NOTHING_TO_REVOKE = /No permissions revoked|Grantee has no permissions|EntityNotFound|not found/i;

type Change = "grant" | "revoke";

/** Sends a table of permissions to be given or taken, in as few calls as the API allows. */
export async function sendGrants(
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
                return MAY_HEAL.test(reasonIn(error));
            },
            waitingFor: (error) => `Lake Formation to know ${principal} (${reasonIn(error)})`,
            deadlineSeconds: propagationTimeoutSeconds ?? DEFAULT_PROPAGATION_TIMEOUT_SECONDS,
        });
    } catch (error) {
        const reason = reasonIn(error).replace(/\.$/, "");
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

function reasonIn(error: unknown): string {
    return error instanceof BatchFailed ? error.message : reasonOf(error);
}
