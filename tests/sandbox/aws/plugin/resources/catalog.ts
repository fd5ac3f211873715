import { glueArn } from "../../account/arns";
import { AwsError } from "../../account/errors";
import {
    checkMayCreateMount,
    checkMayDescribeMount,
    createMount,
    deleteMount,
    findMount,
    mountCatalogId,
} from "../../account/glue";
import type { DefaultPermission } from "../../account/lakeFormationState";
import type { Account } from "../../account/state";
import type { Failure, Properties, ResourceType } from "../resourceType";
import { isChanged, tagsOnCreate, tagsOnUpdate } from "../rights";
import { orAbsent, tagsOf, text, timestamp } from "../values";

interface PermissionBlock {
    permissions?: string[];
    principal?: { dataLakePrincipalIdentifier?: string };
}

const toModel = (blocks: unknown): DefaultPermission[] =>
    ((blocks ?? []) as PermissionBlock[]).map(({ permissions = [], principal }) => ({
        permissions,
        principal: principal?.dataLakePrincipalIdentifier ?? "",
    }));

const fromModel = (permissions: DefaultPermission[]): PermissionBlock[] =>
    permissions.map(({ permissions: allowed, principal }) => ({
        permissions: allowed,
        principal: { dataLakePrincipalIdentifier: principal },
    }));

const settingsOf = (inputs: Properties) => ({
    description: text(inputs.description),
    parameters: (inputs.parameters ?? {}) as Record<string, string>,
    allowFullTableExternalDataAccess: inputs.allowFullTableExternalDataAccess === "True",
    createDatabaseDefaultPermissions: toModel(inputs.createDatabaseDefaultPermissions),
    createTableDefaultPermissions: toModel(inputs.createTableDefaultPermissions),
});

function check({
    catalogProperties,
    federatedCatalog,
    targetRedshiftCatalog,
    allowFullTableExternalDataAccess,
}: Properties): Failure[] {
    const targets = [
        (catalogProperties as Properties | undefined)?.dataLakeAccessProperties,
        federatedCatalog,
        targetRedshiftCatalog,
    ];
    const missing = targets.some((target) => target !== undefined)
        ? []
        : [
              {
                  property: "federatedCatalog",
                  reason: "At least one of catalogProperties.dataLakeAccessProperties, federatedCatalog, targetRedshiftCatalog must be specified",
              },
          ];
    const wrong = [undefined, "True", "False"].includes(
        allowFullTableExternalDataAccess as string | undefined,
    )
        ? []
        : [{ property: "allowFullTableExternalDataAccess", reason: "expected one of [True False]" }];
    return [...missing, ...wrong];
}

/** A refusal of Lake Formation is "not found" to the AWS provider, which would then make the catalog anew. */
function findDescribable(account: Account, deployerArn: string, name: string) {
    const mount = findMount(account, name);
    try {
        checkMayDescribeMount(account, deployerArn);
    } catch (error) {
        throw new AwsError("EntityNotFoundException", (error as Error).message);
    }
    return mount;
}

const rootCatalog = (account: Account) => glueArn(account, "catalog");

/** What UpdateCatalog sets. */
const settings = [
    ...["description", "parameters", "allowFullTableExternalDataAccess"],
    ...["createDatabaseDefaultPermissions", "createTableDefaultPermissions"],
];

export const catalog: ResourceType = {
    token: "aws:glue/catalog:Catalog",
    title: "Glue Catalog",
    inputs: {
        name: { forceNew: true },
        description: {},
        parameters: {},
        allowFullTableExternalDataAccess: { computed: true },
        // The provider means every change of a federated catalog to replace it and names this property, but the bridge
        // lets only what differs itself replace (pf/tfbridge/provider_diff.go, checkRequiresReplace).
        federatedCatalog: { forceNew: true },
        createDatabaseDefaultPermissions: {},
        createTableDefaultPermissions: {},
        overwriteChildResourcePermissionsWithDefault: { writeOnly: true },
        catalogProperties: {},
        targetRedshiftCatalog: {},
        tags: {},
        timeouts: { writeOnly: true },
        region: { computed: true, forceNew: true },
    },
    outputs: ["arn", "catalogId", "createTime", "tagsAll", "updateTime"],
    changedByUpdates: ["updateTime"],
    autoname: "name",
    rights: {
        create: [
            { action: "glue:CreateCatalog", arn: rootCatalog },
            "glue:CreateCatalog",
            {
                action: "glue:PassConnection",
                arn: (account) => glueArn(account, "connection/aws:s3tables"),
            },
            tagsOnCreate("glue:TagResource"),
        ],
        read: [{ action: "glue:GetCatalog", arn: rootCatalog }, "glue:GetCatalog", "glue:GetTags"],
        update: [
            {
                action: "glue:UpdateCatalog",
                when: (news, olds) => settings.some((name) => isChanged(name)(news, olds)),
            },
            ...tagsOnUpdate("glue:TagResource", "glue:UntagResource"),
        ],
        delete: [{ action: "glue:DeleteCatalog", arn: rootCatalog }, "glue:DeleteCatalog"],
    },
    arn: (account, { name, id }) => glueArn(account, `catalog/${name ?? id}`),
    check,

    create({ account, deployer }, inputs) {
        const { identifier, connectionName } = (inputs.federatedCatalog ?? {}) as Properties;
        const mount = {
            ...settingsOf(inputs),
            name: text(inputs.name),
            identifier: text(identifier),
            connectionName: text(connectionName),
            tags: tagsOf(inputs.tags),
        };
        checkMayCreateMount(account, deployer.identityArn, mount);
        return { id: createMount(account, mount).name };
    },
    read({ account, deployer }, id) {
        const mount = findDescribable(account, deployer.identityArn, id);
        const { name, description, parameters, identifier, connectionName, createdAt, tags } = mount;
        return {
            inputs: {
                name,
                description: description || undefined,
                parameters: orAbsent(parameters),
                allowFullTableExternalDataAccess: mount.allowFullTableExternalDataAccess ? "True" : "False",
                federatedCatalog: { connectionName, identifier },
                createDatabaseDefaultPermissions: fromModel(mount.createDatabaseDefaultPermissions),
                createTableDefaultPermissions: fromModel(mount.createTableDefaultPermissions),
                region: account.region,
                tags: orAbsent(tags),
            },
            outputs: {
                arn: glueArn(account, `catalog/${name}`),
                catalogId: mountCatalogId(account),
                createTime: timestamp(createdAt),
                updateTime: timestamp(createdAt),
                tagsAll: tags,
            },
        };
    },
    update({ account }, id, inputs) {
        Object.assign(findMount(account, id), settingsOf(inputs), { tags: tagsOf(inputs.tags) });
    },
    remove({ account }, id) {
        findMount(account, id);
        deleteMount(account);
    },
};
