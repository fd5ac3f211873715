import type { RestOutcome } from "./preflight/restClient";

/** What was asked of the REST endpoint, and what it brought. */
export interface Observation {
    /** The call as a person reads it, such as `GET /v1/config`. */
    readonly call: string;
    readonly outcome: RestOutcome;
}

/** Why the endpoint can't be used, which step of the set-up owns it, and what to do. */
export interface Diagnosis {
    readonly cause: string;
    /** The step to mend, in the words of the set-up. */
    readonly step: string;
    readonly advice: string;
    /** True if waiting may mend it: new keys, policies and grants take a while to spread. */
    readonly mayHeal: boolean;
    /** True if the call didn't reach the endpoint, so that it says nothing about the frontends' own way to it. */
    readonly unreachable?: boolean;
}

interface CauseRow extends Diagnosis {
    readonly matches: (facts: Facts) => RegExpExecArray | boolean | null;
    /** Puts what the pattern caught into the advice. */
    readonly detail?: (match: RegExpExecArray) => string;
}

interface Facts {
    readonly status: number;
    readonly networkCode: string;
    /** Error name and message of the server, or the message of the network. */
    readonly text: string;
}

const text = (pattern: RegExp) => (facts: Facts) => pattern.exec(facts.text);
const status = (wanted: (status: number) => boolean) => (facts: Facts) => wanted(facts.status);
const network = (codes: RegExp) => (facts: Facts) => codes.exec(facts.networkCode);

/** True if AWS refuses a principal of one account something in another. */
function namesTwoAccounts(message: string): boolean {
    const principal = /arn:[^:]*:(?:iam|sts)::(\d{12}):/.exec(message)?.[1];
    const resource = /on resource: arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(message)?.[1];
    return principal !== undefined && resource !== undefined && principal !== resource;
}

/**
 * One row per cause; the first that matches counts. The texts are AWS's, as users reported them: trinodb/trino
 * #25257, duckdb/duckdb-iceberg #717, apache/iceberg-python #3244, HotelsDotCom/waggle-dance #359.
 */
export const CAUSES: readonly CauseRow[] = [
    {
        cause: "AWS doesn't know the access key",
        matches: text(
            /security token included in the request is invalid|UnrecognizedClient|InvalidClientTokenId/i,
        ),
        step: "IAM access key",
        advice:
            "A new key needs some seconds to spread. Otherwise: is the key active, of this partition, and complete " +
            "(a temporary key needs its session token)?",
        mayHeal: true,
    },
    {
        cause: "the request was not signed",
        matches: text(/Missing Authentication Token/i),
        step: "iceberg.catalog.rest.sigv4-enabled",
        advice: 'The property must be "true".',
        mayHeal: false,
    },
    {
        cause: "the signature is for another service",
        matches: text(/scoped to correct service/i),
        step: "iceberg.catalog.rest.signing-name",
        advice: 'It must be "glue" for the Glue endpoint and "s3tables" for the S3 Tables endpoint.',
        mayHeal: false,
    },
    {
        cause: "the signature is for another Region",
        matches: text(/scoped to a valid region|scoped to correct region/i),
        step: "iceberg.catalog.rest.signing-region",
        advice: "It must be the Region of the endpoint in iceberg.catalog.uri.",
        mayHeal: false,
    },
    {
        cause: "the clock of this machine is wrong",
        matches: text(/Signature (expired|not yet current)|RequestTimeTooSkewed|RequestExpired/i),
        step: "clock",
        advice: "AWS accepts a difference of 5 minutes. Set the clock here and on the frontends (NTP).",
        mayHeal: false,
    },
    {
        cause: "the signature doesn't match",
        matches: text(/InvalidSignature|signature we calculated does not match/i),
        step: "IAM access key",
        advice:
            "The secret doesn't belong to the access key id, or the Region or service was taken from the name of a " +
            "VPC endpoint: check the key, iceberg.catalog.rest.signing-region and iceberg.catalog.rest.signing-name.",
        mayHeal: false,
    },
    {
        cause: "Lake Formation refuses",
        matches: text(/Insufficient Lake Formation permission\(s\): Required ([^"]+)/i),
        step: "Lake Formation grant",
        advice: "Grant it to the principal that StarRocks signs as",
        detail: (match) => match[1]!.trim(),
        mayHeal: true,
    },
    {
        cause: "the warehouse is of another account",
        matches: ({ text: message }) => namesTwoAccounts(message),
        step: "iceberg.catalog.warehouse",
        advice: "It must name the account of the principal that StarRocks signs as.",
        mayHeal: false,
    },
    {
        cause: "the IAM policy doesn't allow an action",
        matches: text(/not authorized to perform: (\S+)(?: on resource: (\S+))?/i),
        step: "IAM policy",
        advice:
            "Is the policy attached to the user or role that StarRocks signs as, does iceberg.catalog.warehouse name " +
            "the right table bucket, and does the policy allow",
        detail: (match) => (match[2] ? `${match[1]} on ${match[2]}` : match[1]!),
        mayHeal: true,
    },
    {
        cause: "the mount, the table bucket or the account in the warehouse doesn't exist",
        matches: ({ status: code, text: message }) =>
            code === 404 || /EntityNotFound|NoSuchCatalog|NoSuchWarehouse/i.test(message),
        step: "mount",
        advice:
            "Is there a mount s3tablescatalog in this Region (S3TablesFederation makes it), and does " +
            "iceberg.catalog.warehouse name this account and table bucket?",
        mayHeal: false,
    },
    {
        cause: "AWS refuses without saying why",
        matches: status((code) => code === 401 || code === 403),
        step: "IAM policy or Lake Formation grant",
        advice:
            "Check that the policy is attached, that the grants name this principal, and that " +
            "iceberg.catalog.warehouse names this account: AWS gives the same answer for all three.",
        mayHeal: true,
    },
    {
        cause: "AWS throttles the requests",
        matches: status((code) => code === 429),
        step: "request rate",
        advice: "Wait, or have the quota raised.",
        mayHeal: true,
    },
    {
        cause: "the endpoint fails",
        matches: status((code) => code >= 500),
        step: "endpoint",
        advice: "Is this iceberg.catalog.uri an Iceberg REST endpoint? If it is AWS's, look at its health page.",
        mayHeal: true,
    },
    {
        cause: "the name of the endpoint can't be resolved",
        matches: network(/^(ENOTFOUND|EAI_AGAIN)$/),
        step: "network",
        advice: "Check the Region in iceberg.catalog.uri and the name servers.",
        mayHeal: false,
        unreachable: true,
    },
    {
        cause: "the endpoint refuses the connection",
        matches: network(/^ECONNREFUSED$/),
        step: "network",
        advice: "Check the host and port in iceberg.catalog.uri, and proxies and firewalls on the way.",
        mayHeal: false,
        unreachable: true,
    },
    {
        cause: "the endpoint's certificate isn't trusted",
        matches: network(/CERT|SELF_SIGNED|UNABLE_TO|ERR_TLS|EPROTO/),
        step: "network",
        advice: "Is there a proxy that opens TLS, or is iceberg.catalog.uri wrong?",
        mayHeal: false,
        unreachable: true,
    },
    {
        cause: "the endpoint doesn't answer",
        matches: ({ networkCode }) => networkCode !== "",
        step: "network",
        advice: "Check routes, security groups and VPC endpoints between here and iceberg.catalog.uri.",
        mayHeal: false,
        unreachable: true,
    },
    {
        cause: "the endpoint refuses the request",
        matches: status((code) => code >= 400),
        step: "iceberg.catalog.uri and iceberg.catalog.warehouse",
        advice: "Compare both with the endpoint's documentation.",
        mayHeal: false,
    },
];

/** Names the cause of a call that failed; nothing if it went well. */
export function diagnose({ outcome }: Observation): Diagnosis | undefined {
    const facts: Facts =
        "status" in outcome
            ? {
                  status: outcome.status,
                  networkCode: "",
                  text: outcome.status < 400 ? "" : `${outcome.errorType ?? ""}: ${outcome.message ?? ""}`,
              }
            : { status: 0, networkCode: outcome.networkCode, text: "" };
    for (const { matches, detail, ...diagnosis } of CAUSES) {
        const match = matches(facts);
        if (match) {
            const caught = detail !== undefined && typeof match === "object" ? `: ${detail(match)}` : "";
            return { ...diagnosis, advice: `${diagnosis.advice}${caught}` };
        }
    }
    return undefined;
}

/** What a call brought, in a few words: `403 AccessDeniedException "..."`. */
export function describeOutcome(outcome: RestOutcome): string {
    if (!("status" in outcome)) {
        return `${outcome.networkCode} (${outcome.message})`;
    }
    return [
        String(outcome.status),
        outcome.errorType,
        outcome.message === undefined ? undefined : `"${outcome.message}"`,
    ]
        .filter((part) => part !== undefined)
        .join(" ");
}
