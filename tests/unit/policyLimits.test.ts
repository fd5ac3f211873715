import { expect } from "chai";
import * as fc from "fast-check";
import { AccessLevel, AccessMode, IcebergEndpoint } from "../../components/permissions/access";
import { policyProblems } from "../../components/permissions/policies";
import { type AccessRequest, accessPolicy, type PolicyDocument } from "../../components/permissions/policy";
import {
    MANAGED_POLICY_CHARACTERS,
    PolicyTooLarge,
    partOf,
    planSplit,
} from "../../components/permissions/policyLimits";

const PLACE = {
    partition: "aws",
    dnsSuffix: "amazonaws.com",
    region: "eu-west-1",
    accountId: "123456789012",
    tableBucketName: "lake",
};
const GLUE: Omit<AccessRequest, "namespaces"> = {
    level: AccessLevel.Write,
    mode: AccessMode.LakeFormation,
    endpoint: IcebergEndpoint.Glue,
    wholeBucket: false,
};
const S3_TABLES = { ...GLUE, mode: AccessMode.Iam, endpoint: IcebergEndpoint.S3Tables };

/** The policies into which a document is split. */
function splitPolicy(whole: PolicyDocument, characters?: number): PolicyDocument[] {
    return planSplit(whole, characters).map((part) => partOf(whole, part));
}

function namespaces(count: number): string[] {
    return Array.from({ length: count }, (_, index) => `namespace_${index}`);
}

/** Everything that documents allow, one text for each action, resource and namespace condition. */
function allowed(documents: readonly PolicyDocument[]): Set<string> {
    return new Set(
        documents
            .flatMap(({ Statement }) => Statement)
            .flatMap(({ Action, Resource, Condition }) =>
                Action.flatMap((action) =>
                    [Resource]
                        .flat()
                        .flatMap((resource) =>
                            (Object.values(Condition?.StringEquals ?? {})[0] ?? ["any"]).map(
                                (value) => `${action} ${resource} ${value}`,
                            ),
                        ),
                ),
            ),
    );
}

const aName = fc.stringMatching(/^[a-z0-9][a-z0-9_]{0,60}[a-z0-9]$/);
const aRequest = fc.record({
    level: fc.constantFrom(...Object.values(AccessLevel)),
    namespaces: fc.uniqueArray(aName, { minLength: 1, maxLength: 150 }),
    way: fc.constantFrom(GLUE, S3_TABLES, { ...GLUE, mode: AccessMode.Iam }),
});

describe("A policy that is split", () => {
    it("allows exactly what the whole would", () => {
        fc.assert(
            fc.property(aRequest, ({ level, namespaces: names, way }) => {
                const whole = accessPolicy(PLACE, { ...way, level, namespaces: names });
                expect(allowed(splitPolicy(whole))).to.deep.equal(allowed([whole]));
            }),
            { numRuns: 60 },
        );
    });

    it("has no part that is larger than a managed policy, and none that is empty", () => {
        fc.assert(
            fc.property(aRequest, ({ level, namespaces: names, way }) => {
                for (const part of splitPolicy(accessPolicy(PLACE, { ...way, level, namespaces: names }))) {
                    expect(JSON.stringify(part).length).to.be.at.most(MANAGED_POLICY_CHARACTERS);
                    expect(part.Statement).to.not.have.length(0);
                }
            }),
            { numRuns: 60 },
        );
    });

    for (const [count, policies] of [
        [1, 1],
        [10, 1],
        [100, 3],
    ] as const) {
        it(`takes ${policies} for ${count} namespaces`, () => {
            const whole = accessPolicy(PLACE, { ...GLUE, namespaces: namespaces(count) });
            expect(splitPolicy(whole)).to.have.length(policies);
        });
    }

    it("fails where not even one value fits", () => {
        const whole = accessPolicy(PLACE, { ...GLUE, namespaces: ["sales"] });
        expect(() => splitPolicy(whole, 100)).to.throw(PolicyTooLarge, "Catalogs");
    });
});

describe("The policies of one user or role", () => {
    const problems = (request: Partial<AccessRequest>) =>
        policyProblems({ ...GLUE, namespaces: [], ...request }, false).map(
            ({ path, problem }) => `${path}: ${problem}`,
        );

    it("hold 100 namespaces", () => expect(problems({ namespaces: namespaces(100) })).to.deep.equal([]));

    it("don't hold 1,000 namespaces on Glue's endpoint, and the way out is named", () => {
        expect(problems({ namespaces: namespaces(1000) })).to.have.length(1);
        expect(problems({ namespaces: namespaces(1000) })[0]).to.match(
            /^namespaces: naming 1000 namespaces takes \d+ IAM policies.*can have at most 10.*wholeBucketPolicy: true/,
        );
    });

    it("hold 1,000 namespaces if they name the whole table bucket", () => {
        expect(problems({ namespaces: namespaces(1000), wholeBucket: true })).to.deep.equal([]);
    });

    it("hold 1,000 namespaces on S3 Tables' endpoint, where they are values of a condition", () => {
        expect(problems({ ...S3_TABLES, namespaces: namespaces(1000) })).to.deep.equal([]);
    });
});
