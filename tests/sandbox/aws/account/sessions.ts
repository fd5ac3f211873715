import { findRole } from "./iamPrincipals";
import type { Session, VendedScope } from "./iamState";
import { secretAccessKey, sessionToken, uniqueId } from "./identifiers";
import type { Account } from "./state";

const hour = 60 * 60 * 1000;

/** Temporary credentials of a role, as STS would give them; with a scope, as Lake Formation vends them. */
export function startSession(account: Account, roleName: string, name: string, scope?: VendedScope): Session {
    const role = findRole(account, roleName);
    const session: Session = {
        accessKeyId: uniqueId("ASIA"),
        secretAccessKey: secretAccessKey(),
        sessionToken: sessionToken(),
        roleName: role.name,
        name,
        expiresAt: account.now() + hour,
        scope,
    };
    account.sessions.set(session.accessKeyId, session);
    return session;
}
