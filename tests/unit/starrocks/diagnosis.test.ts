import { expect } from "chai";
import { CAUSES, diagnose } from "../../../components/starrocks/diagnosis";
import type { RestOutcome } from "../../../components/starrocks/preflight/restClient";

interface Case {
    readonly seen: string;
    readonly outcome: RestOutcome;
    readonly cause: string;
    readonly step: string;
    readonly mayHeal: boolean;
    readonly advice?: RegExp;
}

function answer(status: number, message?: string, errorType?: string): RestOutcome {
    return { status, body: undefined, message, errorType };
}

function failure(networkCode: string): RestOutcome {
    return { networkCode, message: networkCode };
}

const CASES: readonly Case[] = [
    {
        seen: "a key that is not known yet",
        outcome: answer(403, "The security token included in the request is invalid."),
        cause: "AWS doesn't know the access key",
        step: "IAM access key",
        mayHeal: true,
    },
    {
        seen: "a request without a signature",
        outcome: answer(403, "Missing Authentication Token"),
        cause: "the request was not signed",
        step: "iceberg.catalog.rest.sigv4-enabled",
        mayHeal: false,
    },
    {
        seen: "a signature for another service",
        outcome: answer(403, "Credential should be scoped to correct service: 'glue'."),
        cause: "the signature is for another service",
        step: "iceberg.catalog.rest.signing-name",
        mayHeal: false,
    },
    {
        seen: "a signature for another Region",
        outcome: answer(403, "Credential should be scoped to a valid Region, not 'eu-west-1'."),
        cause: "the signature is for another Region",
        step: "iceberg.catalog.rest.signing-region",
        mayHeal: false,
    },
    {
        seen: "a clock that is slow",
        outcome: answer(403, "Signature expired: 20261124T000000Z is now earlier than 20261124T001000Z"),
        cause: "the clock of this machine is wrong",
        step: "clock",
        mayHeal: false,
    },
    {
        seen: "a wrong secret",
        outcome: answer(
            403,
            "The request signature we calculated does not match the signature you provided.",
        ),
        cause: "the signature doesn't match",
        step: "IAM access key",
        mayHeal: false,
    },
    {
        seen: "a missing Lake Formation grant",
        outcome: answer(
            403,
            "Insufficient Lake Formation permission(s): Required Describe on sales",
            "AccessDeniedException",
        ),
        cause: "Lake Formation refuses",
        step: "Lake Formation grant",
        mayHeal: true,
        advice: /Describe on sales/,
    },
    {
        seen: "a warehouse of another account",
        outcome: answer(
            403,
            "User: arn:aws:iam::123456789012:user/u is not authorized to perform: glue:GetCatalog on resource: arn:aws:glue:eu-west-1:999999999999:catalog",
            "AccessDeniedException",
        ),
        cause: "the warehouse is of another account",
        step: "iceberg.catalog.warehouse",
        mayHeal: false,
    },
    {
        seen: "a missing action in the policy",
        outcome: answer(
            403,
            "User: arn:aws:iam::123456789012:user/u is not authorized to perform: glue:GetCatalog on resource: arn:aws:glue:eu-west-1:123456789012:catalog because no identity-based policy allows the glue:GetCatalog action",
            "AccessDeniedException",
        ),
        cause: "the IAM policy doesn't allow an action",
        step: "IAM policy",
        mayHeal: true,
        advice: /glue:GetCatalog on arn:aws:glue:eu-west-1:123456789012:catalog/,
    },
    {
        seen: "a mount that isn't there",
        outcome: answer(404, "Catalog 123456789012:s3tablescatalog not found.", "EntityNotFoundException"),
        cause: "the mount, the table bucket or the account in the warehouse doesn't exist",
        step: "mount",
        mayHeal: false,
    },
    {
        seen: "a refusal without a reason",
        outcome: answer(403, undefined, "AccessDeniedException"),
        cause: "AWS refuses without saying why",
        step: "IAM policy or Lake Formation grant",
        mayHeal: true,
    },
    {
        seen: "throttling",
        outcome: answer(429, "Rate exceeded"),
        cause: "AWS throttles the requests",
        step: "request rate",
        mayHeal: true,
    },
    {
        seen: "an error of the server",
        outcome: answer(500, "Internal failure"),
        cause: "the endpoint fails",
        step: "endpoint",
        mayHeal: true,
    },
    {
        seen: "a name that doesn't resolve",
        outcome: failure("ENOTFOUND"),
        cause: "the name of the endpoint can't be resolved",
        step: "network",
        mayHeal: false,
    },
    {
        seen: "a port that nobody listens on",
        outcome: failure("ECONNREFUSED"),
        cause: "the endpoint refuses the connection",
        step: "network",
        mayHeal: false,
    },
    {
        seen: "a certificate of somebody else",
        outcome: failure("SELF_SIGNED_CERT_IN_CHAIN"),
        cause: "the endpoint's certificate isn't trusted",
        step: "network",
        mayHeal: false,
    },
    {
        seen: "silence",
        outcome: failure("ETIMEDOUT"),
        cause: "the endpoint doesn't answer",
        step: "network",
        mayHeal: false,
    },
    {
        seen: "a request that the endpoint doesn't understand",
        outcome: answer(400, "Malformed request"),
        cause: "the endpoint refuses the request",
        step: "iceberg.catalog.uri and iceberg.catalog.warehouse",
        mayHeal: false,
    },
];

describe("The diagnosis of a call to the REST endpoint", () => {
    for (const { seen, outcome, advice, ...expected } of CASES) {
        it(`of ${seen} names the step "${expected.step}"`, () => {
            const diagnosis = diagnose({ call: "GET /v1/config", outcome });
            expect(diagnosis).to.include(expected);
            expect(diagnosis?.advice).to.match(advice ?? /./);
        });
    }

    it("finds nothing in an answer that is good", () => {
        expect(diagnose({ call: "GET /v1/config", outcome: { status: 200, body: {} } })).to.equal(undefined);
    });

    it("has a test for each of its causes", () => {
        expect(CASES.map(({ cause }) => cause)).to.have.members(CAUSES.map(({ cause }) => cause));
    });

    it("says of a network failure that it tells nothing of the frontends' own way", () => {
        expect(diagnose({ call: "GET /v1/config", outcome: failure("ECONNREFUSED") })?.unreachable).to.equal(
            true,
        );
    });
});
