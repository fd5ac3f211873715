import { AwsError } from "../account/errors";
import type { Account } from "../account/state";
import { type Principal, rolePrincipal, userPrincipal } from "../authorization/principal";
import { type Faults, strikes } from "../faults";
import { expectedSignature, payloadHash, readSignature, type Signature } from "./canonicalRequest";
import type { AwsRequest, ServiceName } from "./server";

const allowedSkewMs = 5 * 60 * 1000;

const unknownToken = () =>
    new AwsError("UnrecognizedClientException", "The security token included in the request is invalid.");

const mismatch = (message: string) => new AwsError("InvalidSignatureException", message);

function checkScope(account: Account, service: ServiceName, { region, service: signed }: Signature): void {
    const wrong = [
        region === account.region ? "" : `Credential should be scoped to a valid Region, not '${region}'.`,
        signed === service ? "" : `Credential should be scoped to correct service: '${service}'.`,
    ].filter((text) => text !== "");
    if (wrong.length > 0) throw mismatch(wrong.join(" "));
}

const compact = (time: number) => `${new Date(time).toISOString().replace(/[-:]|\.\d+/g, "")}`;

function checkTime(account: Account, { timestamp, date }: Signature): void {
    const [, year, month, day, hour, minute, second] =
        /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(timestamp) ?? [];
    if (!year || !timestamp.startsWith(date)) {
        throw mismatch(
            "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP.",
        );
    }
    const signed = Date.UTC(
        +year,
        Number(month) - 1,
        Number(day),
        Number(hour),
        Number(minute),
        Number(second),
    );
    const now = account.now();
    if (signed < now - allowedSkewMs) {
        const limit = compact(now - allowedSkewMs);
        throw mismatch(
            `Signature expired: ${timestamp} is now earlier than ${limit} (${compact(now)} - 5 min.)`,
        );
    }
    if (signed > now + allowedSkewMs) {
        const limit = compact(now + allowedSkewMs);
        throw mismatch(
            `Signature not yet current: ${timestamp} is still later than ${limit} (${compact(now)} + 5 min.)`,
        );
    }
}

interface Credentials {
    secret: string;
    principal: Principal;
}

function userCredentials(
    account: Account,
    faults: Faults,
    { accessKeyId }: Signature,
): Credentials | undefined {
    const key = account.accessKeys.get(accessKeyId);
    if (key?.status !== "Active" || !account.users.has(key.user)) return undefined;
    if (account.now() < key.createdAt + account.propagation.keysMs) return undefined;
    if (key.user !== account.deployer.name && strikes(faults, "keyNotYetKnown")) return undefined;
    return { secret: key.secret, principal: userPrincipal(account, key.user) };
}

function sessionCredentials(
    account: Account,
    { accessKeyId, sessionToken, service }: Signature,
): Credentials | undefined {
    const session = account.sessions.get(accessKeyId);
    if (session?.scope && service !== "s3") return undefined;
    if (!session || session.sessionToken !== sessionToken || !account.roles.has(session.roleName))
        return undefined;
    if (account.now() >= session.expiresAt) {
        throw new AwsError("ExpiredTokenException", "The security token included in the request is expired");
    }
    const principal = rolePrincipal(account, session.roleName, session.name, session);
    return { secret: session.secretAccessKey, principal };
}

/** Who signed the request; refuses in the order and with the texts of AWS. */
export function authenticate(
    account: Account,
    faults: Faults,
    service: ServiceName,
    request: AwsRequest,
): Principal {
    const signature = readSignature(request);
    if (!signature) throw new AwsError("MissingAuthenticationTokenException", "Missing Authentication Token");
    const credentials = userCredentials(account, faults, signature) ?? sessionCredentials(account, signature);
    if (!credentials) throw unknownToken();
    checkScope(account, service, signature);
    checkTime(account, signature);
    const hash = payloadHash(request, signature);
    if (hash === undefined)
        throw mismatch("The value of x-amz-content-sha256 does not match the hash of the payload.");
    if (expectedSignature(request, signature, credentials.secret, hash) !== signature.signature) {
        throw mismatch(
            "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.",
        );
    }
    return credentials.principal;
}
