import { TOKEN_CALL } from "../../../components/starrocks/diagnosis/causes";
import { type Facts, factsOfException } from "../../../components/starrocks/diagnosis/facts";
import { factsOfCall } from "../../../components/starrocks/preflight/callFacts";
import type { RestOutcome } from "../../../components/starrocks/preflight/restClient";

/** A call that failed, and what its diagnosis must say. */
export interface DiagnosisCase {
    readonly seen: string;
    readonly facts: Facts;
    readonly cause: string;
    readonly step: string;
    readonly mayCome?: string;
    readonly advice?: RegExp;
}

const PROPERTIES = {
    "iceberg.catalog.rest.sigv4-enabled": "true",
    "iceberg.catalog.rest.access-key-id": "env:GLUE_KEY",
    "iceberg.catalog.rest.secret-access-key": "env:GLUE_SECRET",
};

function called(outcome: RestOutcome, call = "GET /v1/config"): Facts {
    return factsOfCall(call, outcome, PROPERTIES)!;
}

export function answer(status: number, message?: string, errorType?: string, call?: string): Facts {
    return called({ status, body: undefined, message, errorType }, call);
}

export function failure(networkCode: string): Facts {
    return called({ networkCode, message: networkCode });
}

export function exception(text: string): Facts {
    return factsOfException(text, PROPERTIES);
}

const USER =
    "User: arn:aws:iam::123456789012:user/u is not authorized to perform: glue:GetCatalog on resource:";

const OAUTH2 = {
    "iceberg.catalog.security": "oauth2",
    "iceberg.catalog.oauth2.credential": "client:secret",
    "iceberg.catalog.oauth2.scope": "sales",
    "iceberg.catalog.oauth2.server-uri": "https://login.acme.example/token",
};
const SERVER = 'iceberg.catalog.oauth2.server-uri, which is "https://login.acme.example/token"';

const bought = (outcome: RestOutcome) => factsOfCall(TOKEN_CALL, outcome, OAUTH2)!;
const withToken = (status: number) =>
    factsOfCall("GET /v1/config", { status, body: undefined, message: "no" }, OAUTH2)!;

/** Errors as RFC 6749 (5.2) names them. */
const TOKEN_CASES: readonly DiagnosisCase[] = [
    {
        seen: "a scope that the client may not have",
        facts: bought({ status: 400, body: undefined, errorType: "invalid_scope" }),
        cause: "the token server refuses the scope",
        step: 'iceberg.catalog.oauth2.scope, which is "sales"',
    },
    {
        seen: "a client that the token server doesn't know",
        facts: bought({ status: 400, body: undefined, errorType: "invalid_client" }),
        cause: "the token server refuses the credential",
        step: 'iceberg.catalog.oauth2.credential, which is "cl******et"',
    },
    {
        seen: "an address without a token server",
        facts: bought({ status: 404, body: undefined }),
        cause: "there is no token server at this address",
        step: SERVER,
    },
    {
        seen: "a page in place of a token",
        facts: bought({ nonsense: "no token" }),
        cause: "there is no token server at this address",
        step: SERVER,
    },
    {
        seen: "a token server that nobody can reach",
        facts: bought({ networkCode: "ENOTFOUND", message: "" }),
        cause: "the token server can't be reached",
        step: SERVER,
    },
    {
        seen: "a token server with an error",
        facts: bought({ status: 500, body: undefined }),
        cause: "the token server fails",
        step: SERVER,
    },
    {
        seen: "a token that the endpoint refuses",
        facts: withToken(401),
        cause: "the endpoint doesn't accept the token",
        step: "the token",
    },
    {
        seen: "a client without privileges",
        facts: withToken(403),
        cause: "the client may not use the catalog",
        step: "the client's privileges at the endpoint",
    },
];

export const CASES: readonly DiagnosisCase[] = [
    {
        seen: "a key that is not known yet",
        facts: answer(403, "The security token included in the request is invalid."),
        cause: "AWS doesn't know the access key",
        step: "the IAM access key",
        mayCome: "to accept the new access key",
    },
    {
        seen: "a temporary key that has expired",
        facts: answer(403, "The security token included in the request is expired", "ExpiredTokenException"),
        cause: "the temporary access key has expired",
        step: "the session token",
    },
    {
        seen: "a request without a signature",
        facts: { ...answer(403, "Missing Authentication Token"), properties: {} },
        cause: "the request was not signed",
        step: "iceberg.catalog.rest.sigv4-enabled",
    },
    {
        seen: "a signature for another service",
        facts: answer(403, "Credential should be scoped to correct service: 'glue'."),
        cause: "the signature is for another service",
        step: "iceberg.catalog.rest.signing-name",
    },
    {
        seen: "a signature for another Region",
        facts: answer(403, "Credential should be scoped to a valid Region, not 'eu-west-1'."),
        cause: "the signature is for another Region",
        step: "iceberg.catalog.rest.signing-region",
    },
    {
        seen: "a clock that is slow",
        facts: answer(403, "Signature expired: 20261124T000000Z is now earlier than 20261124T001000Z"),
        cause: "the clock is wrong",
        step: "the clock of the machine that signs",
    },
    {
        seen: "a wrong secret",
        facts: answer(403, "The request signature we calculated does not match the signature you provided."),
        cause: "the signature doesn't match",
        step: "the IAM access key",
    },
    {
        seen: "a missing Lake Formation grant on the catalog",
        facts: answer(403, "Insufficient Lake Formation permission(s): Required Describe on Catalog"),
        cause: "a Lake Formation grant is missing",
        step: "the Lake Formation grant",
        mayCome: "to apply the Lake Formation grant",
        advice: /^Grant DESCRIBE on catalog Catalog to/,
    },
    {
        seen: "a missing Lake Formation grant on a namespace",
        facts: answer(
            403,
            "Insufficient Lake Formation permission(s): Required Describe on sales",
            "AccessDeniedException",
            "GET namespaces/sales",
        ),
        cause: "a Lake Formation grant is missing",
        step: "the Lake Formation grant",
        mayCome: "to apply the Lake Formation grant",
        advice: /^Grant DESCRIBE on namespace sales to/,
    },
    {
        seen: "a missing Lake Formation grant on a table",
        facts: answer(
            403,
            "Insufficient Lake Formation permission(s): Required Select on orders",
            "AccessDeniedException",
            "GET namespaces/sales/tables/orders",
        ),
        cause: "a Lake Formation grant is missing",
        step: "the Lake Formation grant",
        mayCome: "to apply the Lake Formation grant",
        advice: /^Grant SELECT on table orders to/,
    },
    {
        seen: "a warehouse of another account",
        facts: answer(403, `${USER} arn:aws:glue:eu-west-1:999999999999:catalog`, "AccessDeniedException"),
        cause: "the warehouse belongs to another account",
        step: "iceberg.catalog.warehouse",
    },
    {
        seen: "a missing action in the policy",
        facts: answer(403, `${USER} arn:aws:glue:eu-west-1:123456789012:catalog because no policy allows it`),
        cause: "the IAM policy lacks an action",
        step: "the IAM policy",
        mayCome: "to apply the IAM policy",
        advice: /Allow glue:GetCatalog on arn:aws:glue:eu-west-1:123456789012:catalog,/,
    },
    {
        seen: "a missing action, as a frontend shows it",
        facts: exception(`Forbidden: ${USER} arn:aws:glue:eu-west-1:123456789012:catalog`),
        cause: "the IAM policy lacks an action",
        step: "the IAM policy",
        mayCome: "to apply the IAM policy",
    },
    {
        seen: "a mount that isn't there",
        facts: answer(404, "Catalog 123456789012:s3tablescatalog not found.", "EntityNotFoundException"),
        cause: "the mount or the table bucket doesn't exist",
        step: "the mount",
    },
    {
        seen: "a mount that isn't there, as a frontend shows it",
        facts: exception("Unable to process: Catalog not found."),
        cause: "the mount or the table bucket doesn't exist",
        step: "the mount",
    },
    {
        seen: "a table bucket that isn't there",
        facts: answer(404, "The specified bucket does not exist.", "NotFoundException"),
        cause: "the mount or the table bucket doesn't exist",
        step: "the mount",
    },
    {
        seen: "a namespace that isn't there, at Glue",
        facts: answer(404, "Database sales not found.", "EntityNotFoundException", "GET namespaces/sales"),
        cause: "a namespace doesn't exist",
        step: "the namespace",
        advice: /^Create namespace sales, or correct the declared namespaces/,
    },
    {
        seen: "a namespace that isn't there, at S3 Tables",
        facts: answer(404, "The catalog has no such thing.", "NotFoundException", "GET namespaces/sales"),
        cause: "a namespace doesn't exist",
        step: "the namespace",
        advice: /^Create namespace sales,/,
    },
    {
        seen: "a namespace that isn't there, as a frontend shows it",
        facts: exception("Unable to process: Database sales not found."),
        cause: "a namespace doesn't exist",
        step: "the namespace",
        advice: /^Create namespace sales,/,
    },
    {
        seen: "a warehouse that isn't there, at an endpoint such as Lakekeeper",
        facts: { ...answer(404, "Warehouse lake not found", "NoSuchWarehouseException"), properties: {} },
        cause: "the endpoint has no such warehouse",
        step: "iceberg.catalog.warehouse",
    },
    {
        seen: "an address of AWS without /iceberg",
        facts: answer(404, undefined, "UnknownOperationException"),
        cause: "there is no Iceberg REST catalog at this address",
        step: "iceberg.catalog.uri",
        advice: /AWS's ends in \/iceberg/,
    },
    {
        seen: "an address at which nothing is",
        facts: answer(404, "404 page not found"),
        cause: "there is no Iceberg REST catalog at this address",
        step: "iceberg.catalog.uri",
    },
    {
        seen: "a redirection to a page to sign in",
        facts: called({ nonsense: "302, a redirect to https://login.example" }),
        cause: "there is no Iceberg REST catalog at this address",
        step: "iceberg.catalog.uri",
    },
    {
        seen: "an OAuth2 credential that isn't accepted",
        facts: factsOfException("Not authorized: invalid_client: null", {
            "iceberg.catalog.security": "oauth2",
        }),
        cause: "the endpoint doesn't accept the credentials",
        step: 'iceberg.catalog.security, which is "oauth2"',
    },
    ...TOKEN_CASES,
    {
        seen: "a refusal without a reason",
        facts: answer(403, undefined, "AccessDeniedException"),
        cause: "AWS refuses the request without giving a reason",
        step: "the IAM policy or the Lake Formation grant",
        mayCome: "to allow the requests",
    },
    {
        seen: "a refusal without a reason, as a frontend shows it",
        facts: exception("Forbidden: null"),
        cause: "AWS refuses the request without giving a reason",
        step: "the IAM policy or the Lake Formation grant",
        mayCome: "to allow the requests",
    },
    {
        seen: "throttling",
        facts: answer(429, "Rate exceeded"),
        cause: "AWS throttles the requests",
        step: "the request rate",
        mayCome: "to accept more requests",
    },
    {
        seen: "throttling, as a frontend shows it",
        facts: exception("Unable to process: Rate exceeded"),
        cause: "AWS throttles the requests",
        step: "the request rate",
        mayCome: "to accept more requests",
    },
    {
        seen: "an error of the server",
        facts: answer(500, "Internal failure"),
        cause: "the endpoint fails",
        step: "the endpoint",
        mayCome: "to recover",
    },
    {
        seen: "an error of the server, as a frontend shows it",
        facts: exception("Service unavailable: try later"),
        cause: "the endpoint fails",
        step: "the endpoint",
        mayCome: "to recover",
    },
    {
        seen: "a name that doesn't resolve",
        facts: failure("ENOTFOUND"),
        cause: "the name of the endpoint can't be resolved",
        step: "the network",
    },
    {
        seen: "a port that nobody listens on",
        facts: failure("ECONNREFUSED"),
        cause: "the endpoint refuses the connection",
        step: "the network",
    },
    {
        seen: "a certificate of somebody else",
        facts: failure("SELF_SIGNED_CERT_IN_CHAIN"),
        cause: "the endpoint's certificate isn't trusted",
        step: "the network",
    },
    {
        seen: "a connection that stays silent",
        facts: failure("NO_ANSWER"),
        cause: "the endpoint accepts connections but doesn't answer",
        step: "the endpoint",
        mayCome: "to answer",
    },
    {
        seen: "no way to the endpoint",
        facts: failure("ETIMEDOUT"),
        cause: "the endpoint can't be reached",
        step: "the network",
    },
    {
        seen: "a request that the endpoint doesn't understand",
        facts: answer(400, "Malformed request"),
        cause: "the endpoint refuses the request",
        step: "iceberg.catalog.uri and iceberg.catalog.warehouse",
    },
    {
        seen: "a frontend that can't reach the endpoint",
        facts: exception("Error occurred while processing GET request"),
        cause: "the frontends get no answer from the endpoint",
        step: "the frontends' network",
    },
    {
        seen: "a frontend without a Region",
        facts: exception("Unable to load region from any of the providers in the chain X@1: [...]"),
        cause: "a frontend has no Region for signing",
        step: "iceberg.catalog.rest.signing-region",
    },
    {
        seen: "a frontend without credentials",
        facts: exception("Unable to load credentials from any of the providers in the chain X: [...]"),
        cause: "a frontend has no AWS credentials to sign with",
        step: "the frontends' own identity",
        advice: /^Set GLUE_KEY and GLUE_SECRET in the environment of every frontend/,
    },
    {
        seen: "a frontend with one of two variables",
        facts: exception("Secret access key cannot be blank."),
        cause: "a frontend has only half of an access key",
        step: "the access key",
        advice: /^Set GLUE_KEY and GLUE_SECRET in the environment of every frontend/,
    },
    {
        seen: "a catalog without an address",
        facts: exception("Invalid uri for http client: null"),
        cause: "the endpoint's URL is missing or invalid",
        step: "iceberg.catalog.uri",
    },
];
