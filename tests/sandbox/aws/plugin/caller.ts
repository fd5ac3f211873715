import type { Account } from "../account/state";
import { deployerPrincipal, type Principal, rolePrincipal, userPrincipal } from "../authorization/principal";
import type { Properties } from "./resourceType";
import { text, withoutSecrets } from "./values";

/** Nested settings come as JSON, as the engine keeps a provider's inputs. */
export const nested = <Value>(value: unknown, otherwise: Value): Value =>
    withoutSecrets(typeof value === "string" ? JSON.parse(value) : (value ?? otherwise)) as Value;

/** What pulumi-aws says when STS doesn't know the key. */
const invalidToken = () =>
    new Error(
        "unable to validate AWS credentials.\nDetails: validating provider credentials: retrieving caller identity from STS: operation error STS: GetCallerIdentity, https response error StatusCode: 403, RequestID: sandbox, api error InvalidClientTokenId: The security token included in the request is invalid.",
    );

function ownerOfKey(account: Account, { accessKey, secretKey, token }: Properties): Principal {
    const key = account.accessKeys.get(text(accessKey));
    if (key?.status === "Active" && key.secret === secretKey) return userPrincipal(account, key.user);
    const session = account.sessions.get(text(accessKey));
    if (session && session.secretAccessKey === secretKey && session.sessionToken === token) {
        return rolePrincipal(account, session.roleName, session.name, session);
    }
    throw invalidToken();
}

interface AssumedRole {
    readonly roleArn?: string;
    readonly sessionName?: string;
}

/**
 * Whose rights a provider's operations need: those of the last role that its configuration assumes, or of its own key;
 * of the deployer, whose key is in the environment, if it has neither.
 */
export function callerOf(account: Account, settings: Properties): Principal {
    const own = settings.accessKey === undefined ? deployerPrincipal(account) : ownerOfKey(account, settings);
    const { roleArn, sessionName = "pulumi" } = nested<AssumedRole[]>(settings.assumeRoles, []).at(-1) ?? {};
    return roleArn === undefined ? own : rolePrincipal(account, text(roleArn.split("/").at(-1)), sessionName);
}
