import { expect } from "chai";
import { CAUSES } from "../../../components/starrocks/diagnosis/causes";
import { diagnose } from "../../../components/starrocks/diagnosis/diagnose";
import { type Diagnosis, findingError } from "../../../components/starrocks/diagnosis/finding";
import { factsOfCall } from "../../../components/starrocks/preflight/callFacts";
import { answer, CASES, exception, failure } from "./diagnosisCases";

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
            "the house is wet: it rains.\n  Seen: drops\n  Step to fix: the roof.\n  What to do: Mend it.",
        );
    });
});
