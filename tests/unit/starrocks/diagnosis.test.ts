import { expect } from "chai";
import { CAUSES } from "../../../components/starrocks/diagnosis/causes";
import { type Diagnosis, diagnose, findingError } from "../../../components/starrocks/diagnosis/diagnose";
import { type Facts, factsOfCall, factsOfException } from "../../../components/starrocks/diagnosis/facts";
import type { RestOutcome } from "../../../components/starrocks/preflight/restClient";

interface Case {
    readonly seen: string;
    readonly facts: Facts;
    readonly cause: string;
    readonly step: string;
    readonly mayCome?: string;
    readonly advice?: RegExp;
}

const PROPERTIES = {
    "iceberg.catalog.rest.access-key-id": "env:GLUE_KEY",
    "iceberg.catalog.rest.secret-access-key": "env:GLUE_SECRET",
};

function called(outcome: RestOutcome, call = "GET /v1/config"): Facts {
    return factsOfCall(call, outcome, PROPERTIES)!;
}

function answer(status: number, message?: string, errorType?: string, call?: string): Facts {
    return called({ status, body: undefined, message, errorType }, call);
}

function failure(networkCode: string): Facts {
    return called({ networkCode, message: networkCode });
}

function exception(text: string): Facts {
    return factsOfException(text, PROPERTIES);
}

const USER =
    "User: arn:aws:iam::123456789012:user/u is not authorized to perform: glue:GetCatalog on resource:";

const CASES: readonly Case[] = [
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
        facts: answer(403, "Missing Authentication Token"),
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
        step: "the clock of whoever signs",
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
        cause: "the warehouse is of another account",
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
        seen: "a refusal without a reason",
        facts: answer(403, undefined, "AccessDeniedException"),
        cause: "AWS refuses without saying why",
        step: "the IAM policy or the Lake Formation grant",
        mayCome: "to allow the requests",
    },
    {
        seen: "a refusal without a reason, as a frontend shows it",
        facts: exception("Forbidden: null"),
        cause: "AWS refuses without saying why",
        step: "the IAM policy or the Lake Formation grant",
        mayCome: "to allow the requests",
    },
    {
        seen: "throttling",
        facts: answer(429, "Rate exceeded"),
        cause: "AWS throttles the requests",
        step: "the request rate",
        mayCome: "to take more requests",
    },
    {
        seen: "throttling, as a frontend shows it",
        facts: exception("Unable to process: Rate exceeded"),
        cause: "AWS throttles the requests",
        step: "the request rate",
        mayCome: "to take more requests",
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
        cause: "the endpoint accepts connections and doesn't answer",
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
        step: "the network of the frontends",
    },
    {
        seen: "a frontend without a Region",
        facts: exception("Unable to load region from any of the providers in the chain X@1: [...]"),
        cause: "a frontend has no Region to sign for",
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
        cause: "the address of the endpoint is missing or is none",
        step: "iceberg.catalog.uri",
    },
];

describe("The diagnosis of a call to the REST endpoint", () => {
    for (const { seen, facts, advice, mayCome, ...expected } of CASES) {
        it(`of ${seen} names ${expected.step}`, () => {
            const diagnosis = diagnose(facts);
            expect(diagnosis).to.include(expected);
            expect(diagnosis.mayCome).to.equal(mayCome);
            expect(diagnosis.advice).to.match(advice ?? /./);
        });
    }

    it("has a test for each of its causes", () => {
        expect([...new Set(CASES.map(({ cause }) => cause))]).to.have.members(
            CAUSES.map(({ cause }) => cause),
        );
    });

    it("finds nothing in an answer that is good", () => {
        expect(factsOfCall("GET /v1/config", { status: 200, body: {} }, {})).to.equal(undefined);
    });

    it("shows what a property is set to, if that is the step", () => {
        const facts = answer(403, "Credential should be scoped to a valid Region, not 'eu-west-1'.");
        const properties = { "iceberg.catalog.rest.signing-region": "eu-west-1" };
        expect(diagnose({ ...facts, properties }).step).to.equal(
            'iceberg.catalog.rest.signing-region, which is "eu-west-1"',
        );
    });

    it("tells a frontend without variables to get an identity", () => {
        const facts = {
            ...exception("Unable to load credentials from any of the providers"),
            properties: {},
        };
        expect(diagnose(facts).advice).to.match(/^Give every frontend an instance profile/);
    });

    it("says of a network failure that it tells nothing of the frontends' own way", () => {
        expect(diagnose(failure("ECONNREFUSED")).unreachable).to.equal(true);
    });

    it("says of silence on an open connection that the endpoint was reached", () => {
        expect(diagnose(failure("NO_ANSWER")).unreachable).to.equal(undefined);
    });

    it("makes an error of one sentence each on what is wrong, what was seen, where, and what to do", () => {
        const diagnosis: Diagnosis = { cause: "it rains", step: "the roof", advice: "Mend it." };
        expect(
            findingError("the house is wet", { seen: "drops", brief: "drops", diagnosis }).message,
        ).to.equal(
            "the house is wet: it rains.\n  Seen: drops\n  Step to mend: the roof.\n  What to do: Mend it.",
        );
    });
});
