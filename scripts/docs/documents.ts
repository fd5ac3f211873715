import { join } from "node:path";
import { accessSection } from "./accessSection";
import { deployerPolicy } from "./deployerPolicy";
import { deployerSection } from "./deployerSection";
import type { DeployerStatement } from "./deployerStatements";
import { FEDERATION_STATEMENTS } from "./federationStatements";
import { INTEGRATION_STATEMENTS } from "./integrationStatements";
import { prettyJson } from "./json";
import { GENERATED, page } from "./markdown";
import { keySection, lakeFormationRoleSection } from "./sharedSections";
import { troubleshootingPage } from "./troubleshooting";

export const DOCS = join(__dirname, "..", "..", "docs");

/** The generated documents, by their names under `docs`. */
export function generatedDocuments(): Readonly<Record<string, string>> {
    return {
        "permissions.md": page(
            "# Permissions",
            GENERATED,
            "Who needs which permission: [StarRocks](#what-starrocks-may-do), " +
                "[Lake Formation's role](#the-role-of-lake-formation), [the KMS key's policy](#the-policy-of-a-kms-key), " +
                "and [the deployer](#what-the-deployer-may-do), the identity that runs Pulumi. The code that " +
                "creates the policies also generates this page.",
            accessSection(),
            lakeFormationRoleSection(),
            keySection(),
            deployerSection(),
        ),
        "troubleshooting.md": troubleshootingPage(join(DOCS, "troubleshooting.md")),
        "deployer-policy.json": policyText(INTEGRATION_STATEMENTS),
        "deployer-policy-federation.json": policyText(FEDERATION_STATEMENTS),
    };
}

function policyText(statements: readonly DeployerStatement[]): string {
    return `${prettyJson(deployerPolicy(statements))}\n`;
}
