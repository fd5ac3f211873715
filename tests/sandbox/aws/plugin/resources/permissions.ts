import { AwsError } from "../../account/errors";
import { findGrant, grantPermissions, permissionsOf, revokePermissions } from "../../account/grants";
import { hash } from "../../account/identifiers";
import type { GrantResource } from "../../account/lakeFormationState";
import type { Account } from "../../account/state";
import { strikes } from "../../faults";
import type { Context, Failure, Properties, ResourceType } from "../resourceType";
import { text, texts } from "../values";

/** Exactly one of these says on what; the sandbox knows the first three. */
const resourceProperties = [
    ...["catalogResource", "database", "table"],
    ...["dataCellsFilter", "dataLocation", "lfTag", "lfTagPolicy", "tableWithColumns"],
];

/** As the AWS provider expands them: `catalogResource` is a boolean and can't name a nested catalog. */
function resourceOf(account: Account, { catalogResource, database, table }: Properties): GrantResource {
    if (catalogResource === true) return { kind: "catalog", catalogId: account.id };
    if (database) {
        const { catalogId = account.id, name } = database as Properties;
        return { kind: "database", catalogId: text(catalogId), name: text(name) };
    }
    if (!table)
        throw new Error(
            "The sandbox emulates Lake Formation permissions on catalogs, databases and tables only.",
        );
    const { catalogId = account.id, databaseName, name, wildcard } = table as Properties;
    const place = { catalogId: text(catalogId), database: text(databaseName) };
    return wildcard === true
        ? { kind: "allTables", ...place }
        : { kind: "table", ...place, name: text(name) };
}

/** The top-level `catalogId` is the account's Data Catalog, whatever the resource (hashicorp/terraform-provider-aws#40724). */
function checkCatalogId(_account: Account, { catalogId }: Properties): void {
    if (catalogId === undefined || /^\d{12}$/.test(text(catalogId))) return;
    throw new AwsError("InvalidInputException", "Catalog id must be a valid AWS account id.");
}

function requestOf({ account, deployer }: Context, properties: Properties) {
    checkCatalogId(account, properties);
    return {
        caller: deployer.identityArn,
        principal: text(properties.principal),
        resource: resourceOf(account, properties),
        permissions: texts(properties.permissions),
        grantable: texts(properties.permissionsWithGrantOptions),
    };
}

function checkResource(inputs: Properties): Failure[] {
    const given = resourceProperties.filter((name) => inputs[name] !== undefined && inputs[name] !== false);
    if (given.length === 1) return [];
    return [
        {
            property: given[0] ?? "database",
            reason: `one of ${resourceProperties.join(", ")} must be specified`,
        },
    ];
}

const expanded = (kind: GrantResource["kind"], permissions: string[]) =>
    permissions.includes("ALL") ? [...permissionsOf[kind]] : permissions;

export const permissions: ResourceType = {
    token: "aws:lakeformation/permissions:Permissions",
    title: "Lake Formation Permissions",
    inputs: {
        catalogId: { forceNew: true, writeOnly: true },
        principal: { required: true, forceNew: true },
        permissions: { required: true, forceNew: true, set: true },
        permissionsWithGrantOptions: { forceNew: true, set: true, computed: true },
        region: { computed: true, forceNew: true },
        ...Object.fromEntries(resourceProperties.map((name) => [name, { forceNew: true, writeOnly: true }])),
    },
    outputs: [],
    rights: {
        create: ["lakeformation:GrantPermissions"],
        read: ["lakeformation:ListPermissions"],
        update: [],
        delete: ["lakeformation:RevokePermissions"],
    },
    arn: () => "*",
    check: checkResource,

    create(context, inputs) {
        grantPermissions(context.account, requestOf(context, inputs));
        return { id: String(Number.parseInt(hash(JSON.stringify(inputs)).slice(0, 8), 16)) };
    },
    read({ account, faults }, _, state) {
        const resource = resourceOf(account, state);
        const grant = findGrant(account, text(state.principal), resource);
        if (!grant) throw new AwsError("EntityNotFoundException", "no permissions found");
        const isExpanded = strikes(faults, "permissionsReadBackExpanded");
        const found = isExpanded ? expanded(resource.kind, grant.permissions) : grant.permissions;
        return {
            inputs: {
                principal: grant.principal,
                permissions: found,
                permissionsWithGrantOptions: grant.grantable,
                region: account.region,
            },
            outputs: {},
        };
    },
    remove(context, _, state) {
        const request = requestOf(context, state);
        try {
            revokePermissions(context.account, request);
        } catch (error) {
            // The AWS provider revokes until there is nothing left.
            if (!(error instanceof AwsError && error.message.startsWith("No permissions revoked")))
                throw error;
        }
    },
};
