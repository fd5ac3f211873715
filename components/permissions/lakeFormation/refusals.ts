/** What Lake Formation's refusals mean, by their texts. */

/** Seen right after a principal, namespace, registration or mount was made, for up to some minutes. */
const MAY_HEAL = [
    /Invalid principal/i,
    /Grantee has no permissions/i,
    /not authorized to access requested permissions/i,
    /AccessDenied/i,
    /EntityNotFound/i,
    /FederationSource|Invalid role provided/i,
    /ConcurrentModification|Throttl|Rate exceeded|OperationTimeout|InternalService/i,
    /didn't answer|TimeoutError|ECONNRESET|ECONNREFUSED|EAI_AGAIN/,
];
/** IAM's own refusal of the call. */
const BY_IAM = /is not authorized to perform/i;
const NOT_ALLOWED = /AccessDenied|not authorized|Insufficient Lake Formation permission/i;
const WHO_MAY =
    "The identity that runs Pulumi must be a data lake administrator, or hold these permissions with the grant option.";
const WHAT_MUST_BE_THERE =
    "The table bucket and namespaces must exist first: with createNamespaces: false, create the namespaces yourself.";
const NOTHING_TO_REVOKE = /No permissions revoked|Grantee has no permissions|EntityNotFound|not found/i;
const NOT_HELD = /Grantee does not have:\s*\[([^\]]*)\]/i;

/** Whether the same call may succeed later. */
export function mayHeal(reason: string): boolean {
    return !BY_IAM.test(reason) && MAY_HEAL.some((pattern) => pattern.test(reason));
}

/** What is waited for after a refusal, as a person would say it after "waiting for". */
export function waitingFor(reason: string, principal: string): string {
    return NOT_ALLOWED.test(reason)
        ? `Lake Formation to allow it (${reason}). This resolves by itself only if the mount, registration or namespace is new. ${WHO_MAY}`
        : `Lake Formation to recognize ${principal} and the resources (${reason})`;
}

/** What to do about a refusal that lasts; empty if there is nothing to say. */
export function adviceOn(reason: string): string {
    if (NOT_ALLOWED.test(reason)) {
        return `\n  ${WHO_MAY}`;
    }
    return /EntityNotFound/.test(reason) ? `\n  ${WHAT_MUST_BE_THERE}` : "";
}

/** Of permissions whose revocation was refused, those that are still held; nothing if they may all be. */
export function stillToRevoke(reason: string, permissions: readonly string[]): string[] | undefined {
    const [, notHeld] = NOT_HELD.exec(reason) ?? [];
    if (notHeld !== undefined) {
        const absent = notHeld.split(/[\s,]+/);
        const rest = permissions.filter((permission) => !absent.includes(permission));
        // Else the same call would be refused for ever.
        return rest.length < permissions.length ? rest : [];
    }
    return NOTHING_TO_REVOKE.test(reason) ? [] : undefined;
}
