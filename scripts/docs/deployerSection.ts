import type { DeployerAction, DeployerStatement } from "./deployerStatements";
import { FEDERATION_STATEMENTS } from "./federationStatements";
import { INTEGRATION_STATEMENTS } from "./integrationStatements";
import { code, codeBlock, page, table } from "./markdown";
import { PLACEHOLDERS } from "./placeholders";

const { account, region, bucket, name, user, role, key } = PLACEHOLDERS;

/** What whoever runs Pulumi needs. */
export function deployerSection(): string {
    return page(
        "## What the deployer may do",
        "The deployer is the IAM user or role with which `pulumi up`, `refresh` and `destroy` run. Two policies:",
        "- [`deployer-policy.json`](deployer-policy.json): for programs with a `StarRocksS3TablesIntegration`.\n" +
            "- [`deployer-policy-federation.json`](deployer-policy-federation.json): in addition, for programs with an " +
            "`S3TablesFederation`.",
        table(
            ["Placeholder", "Put in its place"],
            [
                [code(account), "the account's id, 12 digits"],
                [code(region), "the Region, such as `eu-west-1`"],
                [code(bucket), "the name of the table bucket"],
                [
                    code(name),
                    'the name of the integration in the program: `new StarRocksS3TablesIntegration("<name>", ...)`',
                ],
                [code(user), "`identity.userName`; without one, remove the ARN"],
                [code(role), "`identity.roleName`, with its path; without one, remove the statements"],
                [code(key), "the id of the KMS key; `*` until the first `up` has made it"],
            ],
        ),
        "In other partitions replace `arn:aws:` too. Statements that your program doesn't need can go: the tables " +
            "below say when each is needed.",
        codeBlock(
            "sh",
            [
                "sed -e 's/<account>/123456789012/g' -e 's/<region>/eu-west-1/g' -e 's/<bucket>/acme-lakehouse/g' \\",
                "    -e 's/<name>/lakehouse/g' docs/deployer-policy.json > policy.json   # then edit <user>, <role>, <key>",
                "aws iam create-policy --policy-name starrocks-deployer --policy-document file://policy.json",
            ].join("\n"),
        ),
        "### Lake Formation asks too",
        "In Lake Formation mode IAM is only half of it. The deployer must also be a data lake administrator, or hold " +
            "what it gives with the grant option (on the catalog, the namespaces and their tables). To create the mount " +
            "it must be an administrator or hold `CREATE_CATALOG`. To see the mount it must be an administrator or hold " +
            'a permission on it: the AWS provider takes Lake Formation\'s refusal for "not found". This package never ' +
            "writes the list of administrators. Add the deployer in the Lake Formation console under " +
            "Administrative roles and tasks.",
        "### Roles that the deployer assumes",
        "With `aws:assumeRoles` the last role is the deployer: it gets the two policies, and it is the data lake " +
            "administrator. Whoever Pulumi is before that needs one thing more, which is in neither policy: `sts:AssumeRole` " +
            "on the first role, whose trust policy must name them; and each role the same on the next one. Lake Formation's " +
            "grants and the federation are made past the AWS provider, and assume the same roles in the same way.",
        "### What this can't limit",
        "- Whoever may write an IAM policy and attach it to a user can give that user anything. The policy below limits " +
            "attaching to users and policies whose names begin with `<name>-`, not what is in them. Treat the " +
            "deployer's credentials as an administrator's. A permissions boundary or a service control policy limits it further.\n" +
            "- A data lake administrator can grant any permission in Lake Formation.\n" +
            "- Lake Formation's actions and `kms:CreateKey` have no resource level, so they are on `*`.\n" +
            "- While `<key>` is `*`, the deployer can delete every key whose policy leaves that to IAM. Put the id in " +
            "after the first `up`, or make the key elsewhere and pass `encryption.kmsKeyArn`; then `NewKey` and `OwnKey` can go.",
        "### How sure this is",
        "Nothing of this was run on AWS. In the tests, a deployer with exactly these two policies runs the quickstart " +
            "(`up`, `refresh`, `destroy`) in the sandbox, and each action is taken away in turn to see that something is " +
            "then refused. Each action exists in AWS's list of actions. AWS may ask for more. What is weak:",
        "- The sandbox asks for what AWS's documentation of each call says, and for the calls that the AWS provider makes. " +
            "Those were read in its sources for users and roles only.\n" +
            "- `UseOfKey` is inferred from what AWS says of writing encrypted tables.\n" +
            "- Actions marked _documented_ below are named by " +
            "[AWS](https://docs.aws.amazon.com/lake-formation/latest/dg/required-permissions-for-grant.html), but the " +
            "sandbox doesn't ask for them.\n" +
            "- [AWS's prerequisites](https://docs.aws.amazon.com/lake-formation/latest/dg/s3tables-catalog-prerequisites.html) " +
            "name `lakeformation:CreateCatalog` for the registration. AWS's list of actions doesn't know it, so it is " +
            "not in the policy. Add it if the registration is refused for want of it.",
        "If an operation is refused, the error names the action and the resource: add it to the statement of that service.",
        "### deployer-policy.json",
        statementTable(INTEGRATION_STATEMENTS),
        "### deployer-policy-federation.json",
        statementTable(FEDERATION_STATEMENTS),
    ).trimEnd();
}

function statementTable(statements: readonly DeployerStatement[]): string {
    return table(
        ["Statement", "Action", "For"],
        statements.flatMap(({ sid, only, actions }) =>
            actions.map((action, index) => [
                index === 0 ? `${code(sid)}${only === undefined ? "" : `<br>only ${only}`}` : "",
                code(action.action),
                purposeText(action),
            ]),
        ),
    );
}

function purposeText({ purpose, onlyDocumented }: DeployerAction): string {
    return onlyDocumented ? `${purpose} (_documented_)` : purpose;
}
