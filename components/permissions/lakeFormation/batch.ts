import type {
    BatchPermissionsFailureEntry,
    BatchPermissionsRequestEntry,
    LakeFormationClient,
    Permission,
} from "@aws-sdk/client-lakeformation";
import { CredentialsFailed } from "../../awsAccess/credentials";
import { reasonOf } from "../../awsAccess/reasons";
import { answered } from "../../awsAccess/timeLimits";
import { outsideText } from "../../common/outsideText";
import { retry } from "../../common/retry";
import { apiResource, type GrantTable, permissionsIn } from "./grantKeys";
import type { LakeFormationGrantsInputs } from "./grantsInputs";
import { adviceOn, mayHeal, stillToRevoke, waitingFor } from "./refusals";

const DEFAULT_PROPAGATION_TIMEOUT_SECONDS = 120;
/** Entries that one call of the API takes. */
const BATCH_SIZE = 20;

export type Change = "grant" | "revoke";

/** Sends a table of permissions to be given or taken, in as few calls as the API allows. */
export async function sendGrants(
    what: Change,
    client: LakeFormationClient,
    inputs: LakeFormationGrantsInputs,
    grants: GrantTable,
): Promise<void> {
    const entries = Object.entries(grants)
        .filter(([, value]) => value !== "")
        .map(([key, value], index) => ({
            // A namespace's name alone could be longer than the API takes for an id.
            Id: `${index + 1}`,
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

/** Sends a batch, and resends failed entries as long as waiting may help. */
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
                return !(error instanceof CredentialsFailed) && mayHeal(reasonOf(error));
            },
            waitingFor: (error) => waitingFor(reasonOf(error), principal),
            deadlineSeconds: propagationTimeoutSeconds ?? DEFAULT_PROPAGATION_TIMEOUT_SECONDS,
        });
    } catch (error) {
        const reason = reasonOf(error).replace(/\.$/, "");
        const subject = `permissions on ${catalogId} ${what === "grant" ? "to" : "from"} ${principal}`;
        throw new Error(
            error instanceof CredentialsFailed
                ? `could not call Lake Formation to ${what} ${subject}: ${reason}.`
                : `Lake Formation refused to ${what} ${subject}: ${reason}.${adviceOn(reason)}`,
        );
    }
}

/** What of an entry wasn't done. */
interface Failure {
    readonly entry: BatchPermissionsRequestEntry;
    readonly reason: string;
}

async function sendBatch(
    what: Change,
    client: LakeFormationClient,
    entries: readonly BatchPermissionsRequestEntry[],
): Promise<void> {
    let open = entries;
    while (open.length > 0) {
        const failures = await send(what, client, open);
        const rests = what === "grant" ? [] : failures.map(remaining);
        const again = rests
            .filter((entry) => entry !== undefined)
            .filter(({ Permissions }) => Permissions?.length);
        const lasting = failures.filter((_, index) => rests[index] === undefined);
        if (lasting.length > 0) {
            const reasons = [...new Set(lasting.map(({ reason }) => reason))];
            throw new BatchFailed(reasons, [...lasting.map(({ entry }) => entry), ...again]);
        }
        open = again;
    }
}

/**
 * A revocation is all or nothing: permissions that are still held have to be revoked separately. Nothing if that isn't
 * the problem.
 */
function remaining({ entry, reason }: Failure): BatchPermissionsRequestEntry | undefined {
    const rest = stillToRevoke(reason, entry.Permissions ?? []);
    return rest && { ...entry, Permissions: rest as Permission[] };
}

async function send(
    what: Change,
    client: LakeFormationClient,
    entries: readonly BatchPermissionsRequestEntry[],
): Promise<Failure[]> {
    const { BatchGrantPermissionsCommand, BatchRevokePermissionsCommand } = await import(
        "@aws-sdk/client-lakeformation"
    );
    const request = { Entries: [...entries] };
    const { Failures = [] } = await answered("Lake Formation", (options) =>
        what === "grant"
            ? client.send(new BatchGrantPermissionsCommand(request), options)
            : client.send(new BatchRevokePermissionsCommand(request), options),
    );
    return Failures.flatMap((failure) => failureOf(failure, entries));
}

function failureOf(
    { RequestEntry, Error: failure }: BatchPermissionsFailureEntry,
    entries: readonly BatchPermissionsRequestEntry[],
): Failure[] {
    const reason = outsideText(`${failure?.ErrorCode}: ${failure?.ErrorMessage}`);
    const failed = entries.filter(({ Id }) => Id === RequestEntry?.Id);
    // One that can't be told from the others may be any of them.
    return (failed.length > 0 ? failed : entries).map((entry) => ({ entry, reason }));
}
