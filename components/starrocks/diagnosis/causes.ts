import { signs } from "../signing";
import type { Facts } from "./facts";
import type { Diagnosis } from "./finding";

interface CauseRow extends Omit<Diagnosis, "advice"> {
    readonly matches: (facts: Facts) => RegExpExecArray | boolean | null;
    /** What to do; may name what the pattern caught. */
    readonly advice: string | ((caught: readonly string[], facts: Facts) => string);
}

const text = (pattern: RegExp) => (facts: Facts) => pattern.exec(facts.text);
const status = (wanted: (status: number) => boolean) => (facts: Facts) => wanted(facts.status);
const network = (codes: RegExp) => (facts: Facts) => codes.exec(facts.networkCode);

/** True if AWS refuses a principal of one account something in another. */
function namesTwoAccounts({ text: message }: Facts): boolean {
    const principal = /arn:[^:]*:(?:iam|sts)::(\d{12}):/.exec(message)?.[1];
    const resource = /on resource: arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(message)?.[1];
    return principal !== undefined && resource !== undefined && principal !== resource;
}

/** In the words of Glue, and of Iceberg's own servers. */
const NO_SUCH_NAMESPACE = /\bDatabase (\S+) not found|Namespace does not exist: (\S+)|NoSuchNamespace/i;

/** The endpoint knows what was asked of it, and has no such thing. */
const NOT_FOUND =
    /EntityNotFound|\bNotFoundException|NoSuch(Catalog|Warehouse|Bucket)|Unable to process: .*not found|(catalog|warehouse|bucket)\b.*(not found|does not exist)/i;

function isNotFound(message: string): boolean {
    return NOT_FOUND.test(message);
}

/** On what Lake Formation wants a grant: its own text names the object, but not its kind. */
function grantLevel({ call = "" }: Facts): string {
    if (/\/tables\//.test(call)) {
        return "table";
    }
    return /namespaces\//.test(call) ? "namespace" : "catalog";
}

/** The call that buys a token. */
export const TOKEN_CALL = "POST the token";

/** Whether the call was made with a token. Of a frontend's isn't known which of its calls failed. */
function hasToken({ call, properties }: Facts): boolean {
    return (
        call !== undefined &&
        properties["iceberg.catalog.security"]?.toLowerCase() === "oauth2" &&
        !signs(properties)
    );
}

/** The variables that a frontend puts in place of `env:` values. */
export function environmentVariables(properties: Readonly<Record<string, string>>): string[] {
    return Object.values(properties)
        .filter((value) => value.startsWith("env:"))
        .map((value) => value.slice("env:".length));
}

function environmentAdvice({ properties }: Facts): string {
    const variables = environmentVariables(properties);
    return variables.length > 0
        ? `Set ${variables.join(" and ")} in the environment of every frontend, and restart them.`
        : "Give every frontend an instance profile, a role for its service account, or AWS_ACCESS_KEY_ID and " +
              "AWS_SECRET_ACCESS_KEY in its environment; or set an access key in the catalog.";
}

/**
 * One row per cause; the first that matches counts. The texts of AWS are as users reported them: trinodb/trino
 * #25257, duckdb/duckdb-iceberg #717, apache/iceberg-python #3244, HotelsDotCom/waggle-dance #359. Those of the
 * frontends' own Iceberg client were observed on 3.5.7.
 */
export const CAUSES: readonly CauseRow[] = [
    {
        cause: "a frontend has no Region for signing",
        matches: text(/Unable to load region from any of the providers/),
        step: "iceberg.catalog.rest.signing-region",
        advice: "Set it to the Region of the endpoint; without it, every frontend needs AWS_REGION in its environment.",
    },
    {
        cause: "a frontend has no AWS credentials to sign with",
        matches: text(/Unable to load credentials from any of the providers/),
        step: "the frontends' own identity",
        advice: (_, facts) => environmentAdvice(facts),
    },
    {
        cause: "a frontend has only half of an access key",
        matches: text(/(Secret access key|Access key ID) cannot be blank/),
        step: "the access key",
        advice: (_, facts) => environmentAdvice(facts),
    },
    {
        cause: "the endpoint's URL is missing or invalid",
        matches: text(/Invalid uri for http client|Failed to create request URI/),
        step: "iceberg.catalog.uri",
        advice: "Set it to a URL such as https://glue.eu-west-1.amazonaws.com/iceberg.",
    },
    {
        cause: "the frontends get no answer from the endpoint",
        matches: text(/Error occurred while processing \w+ request/),
        step: "the frontends' network",
        advice:
            "Check from each frontend: the host and port in iceberg.catalog.uri, name resolution, routes, proxies, " +
            "and which certificates it trusts.",
        unreachable: true,
    },
    {
        cause: "AWS doesn't know the access key",
        matches: text(
            /security token included in the request is invalid|UnrecognizedClient|InvalidClientTokenId/i,
        ),
        step: "the IAM access key",
        advice:
            "Check that the key is active, complete, and of this partition (a temporary key needs its session token); " +
            "a new key takes some seconds to propagate.",
        mayCome: "to accept the new access key",
    },
    {
        cause: "the temporary access key has expired",
        matches: text(/security token included in the request is expired|ExpiredToken/i),
        step: "the session token",
        advice: "Set a new temporary key, or better a long-lived identity: a user's key, or the frontends' own identity.",
    },
    {
        cause: "the request was not signed",
        matches: text(/Missing Authentication Token/i),
        step: "iceberg.catalog.rest.sigv4-enabled",
        advice: 'Set it to "true".',
    },
    {
        cause: "the signature is for another service",
        matches: text(/scoped to correct service/i),
        step: "iceberg.catalog.rest.signing-name",
        advice: 'Set it to "glue" for the Glue endpoint, and to "s3tables" for the S3 Tables endpoint.',
    },
    {
        cause: "the signature is for another Region",
        matches: text(/scoped to a valid region|scoped to correct region/i),
        step: "iceberg.catalog.rest.signing-region",
        advice: "Set it to the Region of the endpoint in iceberg.catalog.uri.",
    },
    {
        cause: "the clock is wrong",
        matches: text(/Signature (expired|not yet current)|RequestTimeTooSkewed|RequestExpired/i),
        step: "the clock of the machine that signs",
        advice: "Set the clock here and on the frontends (NTP): AWS accepts a difference of 5 minutes.",
    },
    {
        cause: "the signature doesn't match",
        matches: text(/InvalidSignature|signature we calculated does not match/i),
        step: "the IAM access key",
        advice:
            "Check that the secret belongs to the access key id, and, for the name of a VPC endpoint, that " +
            "iceberg.catalog.rest.signing-region and iceberg.catalog.rest.signing-name are set.",
    },
    {
        cause: "a Lake Formation grant is missing",
        matches: text(/Insufficient Lake Formation permission\(s\): Required (\S+) on ([^"]+)/i),
        step: "the Lake Formation grant",
        advice: ([, permission = "", name = ""], facts) =>
            `Grant ${permission.toUpperCase()} on ${grantLevel(facts)} ${name.trim()} to the principal that StarRocks signs as.`,
        mayCome: "to apply the Lake Formation grant",
    },
    {
        cause: "the warehouse belongs to another account",
        matches: namesTwoAccounts,
        step: "iceberg.catalog.warehouse",
        advice: "Use the account of the principal that StarRocks signs as.",
    },
    {
        cause: "the IAM policy lacks an action",
        matches: text(/not authorized to perform: (\S+)(?: on resource: (\S+))?/i),
        step: "the IAM policy",
        advice: ([, action = "", resource]) =>
            `Allow ${resource === undefined ? action : `${action} on ${resource}`}, attach the policy to the user or role ` +
            "that StarRocks signs as, and check that iceberg.catalog.warehouse names the right table bucket.",
        mayCome: "to apply the IAM policy",
    },
    {
        cause: "the token server refuses the scope",
        matches: ({ text: message, call }) => call === TOKEN_CALL && /invalid_scope/i.test(message),
        step: "iceberg.catalog.oauth2.scope",
        advice: "Set it to a scope that the client may have; without it, Iceberg asks for the scope catalog.",
    },
    {
        cause: "the token server refuses the credential",
        matches: ({ status: code, text: message, call }) =>
            call === TOKEN_CALL &&
            (code === 401 || code === 403 || /(invalid|unauthorized)_(client|grant)/i.test(message)),
        step: "iceberg.catalog.oauth2.credential",
        advice:
            "Check that it is <client id>:<secret>, that the client is active, and that the server at " +
            "iceberg.catalog.oauth2.server-uri is the one that issued it.",
    },
    {
        cause: "there is no token server at this address",
        matches: ({ status: code, nonsense, call }) =>
            call === TOKEN_CALL && (code === 404 || code === 405 || nonsense !== undefined),
        step: "iceberg.catalog.oauth2.server-uri",
        advice: "Set it to the server's token endpoint; without it, Iceberg asks /v1/oauth/tokens below iceberg.catalog.uri.",
    },
    {
        cause: "the token server can't be reached",
        matches: ({ networkCode, call }) => call === TOKEN_CALL && networkCode !== "",
        step: "iceberg.catalog.oauth2.server-uri",
        advice: "Check its host and port, name resolution, certificates, and any proxies in between.",
        unreachable: true,
    },
    {
        cause: "the token server fails",
        matches: ({ call }) => call === TOKEN_CALL,
        step: "iceberg.catalog.oauth2.server-uri",
        advice: "Compare the properties iceberg.catalog.oauth2.* with the server's documentation, and look at its log.",
    },
    {
        cause: "the endpoint doesn't accept the token",
        matches: (facts) => facts.status === 401 && hasToken(facts),
        step: "the token",
        advice:
            "Check that the endpoint trusts the server that issues it, the scope and the audience; and, if it is " +
            "iceberg.catalog.oauth2.token, that it hasn't expired.",
    },
    {
        cause: "the client may not use the catalog",
        matches: (facts) => facts.status === 403 && hasToken(facts),
        step: "the client's privileges at the endpoint",
        advice: "Grant the OAuth2 client what it needs on the warehouse and its namespaces, or request a scope that includes it.",
    },
    {
        cause: "a namespace doesn't exist",
        matches: ({ text: message, call }) =>
            NO_SUCH_NAMESPACE.exec(message) ??
            (isNotFound(message) ? /namespaces\/([^/]+)$/.exec(call ?? "") : null),
        step: "the namespace",
        advice: ([, inGlue, name = inGlue]) =>
            `Create ${name === undefined ? "it" : `namespace ${name}`}, or correct the declared namespaces; and check that ` +
            "iceberg.catalog.warehouse names the catalog that has it.",
    },
    {
        cause: "the mount or the table bucket doesn't exist",
        matches: ({ text: message, properties }) => signs(properties) && isNotFound(message),
        step: "the mount",
        advice:
            "Check that this Region has a mount s3tablescatalog (S3TablesFederation creates it), and that " +
            "iceberg.catalog.warehouse names this account and table bucket.",
    },
    {
        cause: "the endpoint has no such warehouse",
        matches: ({ text: message }) => isNotFound(message),
        step: "iceberg.catalog.warehouse",
        advice: "Compare it with the names that the endpoint's own tools show.",
    },
    {
        cause: "there is no Iceberg REST catalog at this address",
        matches: ({ status: code, nonsense }) => code === 404 || nonsense !== undefined,
        step: "iceberg.catalog.uri",
        advice:
            "Set it to the part of the URL before /v1/config: AWS's ends in /iceberg, others in their own path; and check that no " +
            "proxy or login page answers instead.",
    },
    {
        cause: "the endpoint doesn't accept the credentials",
        matches: ({ status: code, properties }) => (code === 401 || code === 403) && !signs(properties),
        step: "iceberg.catalog.security",
        advice:
            "Check that it is what the endpoint requires, and the properties iceberg.catalog.oauth2.* if it is oauth2; an " +
            "AWS endpoint requires iceberg.catalog.rest.sigv4-enabled instead.",
    },
    {
        cause: "AWS refuses the request without giving a reason",
        matches: status((code) => code === 401 || code === 403),
        step: "the IAM policy or the Lake Formation grant",
        advice:
            "Check that the policy is attached, that the grants name this principal, and that " +
            "iceberg.catalog.warehouse names this account: AWS gives the same answer for all three.",
        mayCome: "to allow the requests",
    },
    {
        cause: "AWS throttles the requests",
        matches: ({ status: code, text: message }) =>
            code === 429 || /Rate exceeded|Throttling/.test(message),
        step: "the request rate",
        advice: "Try again later, or request a higher quota.",
        mayCome: "to accept more requests",
    },
    {
        cause: "the endpoint fails",
        matches: status((code) => code >= 500),
        step: "the endpoint",
        advice: "Check that iceberg.catalog.uri is an Iceberg REST endpoint; if it is AWS's, check the AWS Health Dashboard.",
        mayCome: "to recover",
    },
    {
        cause: "the name of the endpoint can't be resolved",
        matches: network(/^(ENOTFOUND|EAI_AGAIN)$/),
        step: "the network",
        advice: "Check the Region in iceberg.catalog.uri, and the name servers.",
        unreachable: true,
    },
    {
        cause: "the endpoint refuses the connection",
        matches: network(/^ECONNREFUSED$/),
        step: "the network",
        advice: "Check the host and port in iceberg.catalog.uri, and any proxies and firewalls in between.",
        unreachable: true,
    },
    {
        cause: "the endpoint's certificate isn't trusted",
        matches: network(/CERT|SELF_SIGNED|UNABLE_TO|ERR_TLS|ERR_SSL|EPROTO/),
        step: "the network",
        advice: "Check iceberg.catalog.uri, and whether a proxy in between intercepts TLS.",
        unreachable: true,
    },
    {
        cause: "the endpoint accepts connections but doesn't answer",
        matches: network(/^NO_ANSWER$/),
        step: "the endpoint",
        advice: "Check that iceberg.catalog.uri is an Iceberg REST endpoint, and check any proxies in front of it.",
        mayCome: "to answer",
    },
    {
        cause: "the endpoint can't be reached",
        matches: ({ networkCode }) => networkCode !== "",
        step: "the network",
        advice: "Check routes, security groups and VPC endpoints between here and iceberg.catalog.uri.",
        unreachable: true,
    },
    {
        cause: "the endpoint refuses the request",
        matches: () => true,
        step: "iceberg.catalog.uri and iceberg.catalog.warehouse",
        advice: "Compare both with the endpoint's documentation.",
    },
];
