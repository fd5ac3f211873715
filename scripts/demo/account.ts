import type { GrantResource } from "../../tests/sandbox/aws/account/lakeFormationState";
import type { Account } from "../../tests/sandbox/aws/account/state";
import { bold, print } from "./screen";

/** Shows what the account lets a principal do: its keys, its policies, and its Lake Formation grants. */
export function printPermissions(account: Account, principalArn: string): void {
    const name = principalArn.split("/").at(-1);
    print(bold(`Principal ${principalArn}`));
    for (const key of account.accessKeys.values()) {
        if (key.user === name) {
            print(`  access key ${key.id}, secret ********`);
        }
    }
    for (const attachment of account.attachments) {
        const policy = account.policies.get(attachment.policyArn);
        if (policy !== undefined && attachment.principal.name === name) {
            print(bold(`\nIAM policy ${policy.name}`));
            print(JSON.stringify(JSON.parse(policy.document), null, 2));
        }
    }
    print(bold("\nLake Formation"));
    if (account.mount !== undefined) {
        const access = account.mount.allowFullTableExternalDataAccess ? "allowed" : "not allowed";
        print(`  catalog ${account.mount.name}: full table access for external engines ${access}`);
    }
    for (const registration of account.registrations.values()) {
        print(
            `  data location ${registration.arn}, with federation: ${registration.withFederation ? "yes" : "no"}`,
        );
    }
    for (const grant of account.grants.filter(({ principal }) => principal === principalArn)) {
        print(`  ${grant.permissions.join(", ")} on ${describe(grant.resource)}`);
    }
}

function describe(resource: GrantResource): string {
    switch (resource.kind) {
        case "catalog":
            return `catalog ${resource.catalogId}`;
        case "database":
            return `database ${resource.name} of ${resource.catalogId}`;
        case "table":
            return `table ${resource.database}.${resource.name} of ${resource.catalogId}`;
        case "allTables":
            return `all tables of ${resource.database} of ${resource.catalogId}`;
    }
}

/** One line for each thing that is in the account, besides the one who deploys and what AWS itself brings. */
export function inventory(account: Account): string[] {
    const users = [...account.users.values()].filter(({ arn }) => arn !== account.deployer.arn);
    const policies = [...account.policies.values()].filter(({ awsManaged }) => !awsManaged);
    return [
        ...[...account.tableBuckets.values()].map(({ arn }) => `table bucket ${arn}`),
        ...[...account.tables.keys()].map((table) => `table ${table}`),
        ...users.map(({ arn }) => `IAM user ${arn}`),
        ...[...account.roles.values()].map(({ arn }) => `IAM role ${arn}`),
        ...policies.map(({ arn }) => `IAM policy ${arn}`),
        ...(account.mount === undefined ? [] : ["federated catalog s3tablescatalog"]),
        ...[...account.registrations.keys()].map((arn) => `Lake Formation data location ${arn}`),
        ...account.grants.map(
            ({ principal, resource }) => `Lake Formation grant to ${principal} on ${describe(resource)}`,
        ),
    ];
}
