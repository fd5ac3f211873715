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
        "The deployer is the IAM user or role that runs `pulumi up`, `refresh` and `destroy`. It needs two policies:",
        "- [`deployer-policy.json`](deployer-policy.json): for programs with a `StarRocksS3TablesIntegration`.\n" +
            "- [`deployer-policy-federation.json`](deployer-policy-federation.json): in addition, for programs with an " +
            "`S3TablesFederation`.",
        table(
            ["Placeholder", "Replace with"],
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
                [code(key), "the id of the KMS key; `*` until the first `up` has created it"],
            ],
        ),
        "In other partitions replace `arn:aws:` too. You can remove statements that your program doesn't need: the tables " +
            "below say when each is needed.",
        codeBlock(
            "sh",
            [
                "sed -e 's/<account>/123456789012/g' -e 's/<region>/eu-west-1/g' -e 's/<bucket>/acme-lakehouse/g' \\",
                "    -e 's/<name>/lakehouse/g' docs/deployer-policy.json > policy.json   # then edit <user>, <role>, <key>",
                "aws iam create-policy --policy-name starrocks-deployer --policy-document file://policy.json",
            ].join("\n"),
        ),
        "### Lake Formation permissions",
        "In Lake Formation mode IAM permissions aren't enough. The deployer must also be a data lake administrator, or hold " +
            "the permissions it grants with the grant option (on the catalog, the namespaces and their tables). To create " +
            "the mount it must be an administrator or hold `CREATE_CATALOG`. To see the mount it must be an administrator or " +
            'hold a permission on it: the AWS provider reports Lake Formation\'s refusal as "not found". This package never ' +
            "writes the list of administrators. Add the deployer in the Lake Formation console under " +
            "Administrative roles and tasks.",
        "### Roles that the deployer assumes",
        "With `aws:assumeRoles` the last role is the deployer: it gets the two policies and is the data lake " +
            "administrator. The identity that Pulumi starts with also needs `sts:AssumeRole` on the first role, whose trust " +
            "policy must name it, and each role needs the same on the next one. Neither policy includes this. The " +
            "Lake Formation grants and the federation don't use the AWS provider, but assume the same roles in the same way.",
        "### What the policies can't limit",
        "- Anyone who can write an IAM policy and attach it to a user can give that user any permission. The policy below " +
            "limits attaching to users and policies whose names begin with `<name>-`, but not their content. Treat the " +
            "deployer's credentials as an administrator's. A permissions boundary or a service control policy limits it further.\n" +
            "- A data lake administrator can grant any permission in Lake Formation.\n" +
            "- Lake Formation's actions and `kms:CreateKey` don't support resource-level permissions, so they are on `*`.\n" +
            "- While `<key>` is `*`, the deployer can delete every key whose policy leaves that to IAM. Insert the id " +
            "after the first `up`, or create the key elsewhere and pass `encryption.kmsKeyArn`; you can then remove `NewKey` " +
            "and `OwnKey`.",
        "### How well this is tested",
        "None of this was run on AWS. In the tests, a deployer with exactly these two policies runs the quickstart " +
            "(`up`, `refresh`, `destroy`) in the sandbox, and removing any one action makes an operation fail. All actions " +
            "are in AWS's list of actions. AWS may require more. Known weaknesses:",
        "- The sandbox requires what AWS's documentation of each call says, for the calls that the AWS provider makes. " +
            "Its sources were read for these calls for users and roles only.\n" +
            "- `UseOfKey` is inferred from AWS's documentation on writing encrypted tables.\n" +
            "- Actions marked _documented_ below are named by " +
            "[AWS](https://docs.aws.amazon.com/lake-formation/latest/dg/required-permissions-for-grant.html), but the " +
            "sandbox doesn't require them.\n" +
            "- [AWS's prerequisites](https://docs.aws.amazon.com/lake-formation/latest/dg/s3tables-catalog-prerequisites.html) " +
            "name `lakeformation:CreateCatalog` for the registration. It isn't in AWS's list of actions, so it isn't in " +
            "the policy. Add it if the registration is refused without it.",
        "If an operation is refused, the error names the action and the resource: add them to the statement of that service.",
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
