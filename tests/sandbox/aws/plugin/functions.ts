import { glueArn, iamArn } from "../account/arns";
import { AwsError } from "../account/errors";
import { checkMayDescribeMount, findMount, mountCatalogId } from "../account/glue";
import { findRole, findUser } from "../account/iamPrincipals";
import { findRegistration, isFederationReadBack } from "../account/lakeFormation";
import type { DefaultPermission } from "../account/lakeFormationState";
import type { Account } from "../account/state";
import { authorize } from "../authorization/authorize";
import type { Principal } from "../authorization/principal";
import type { Sandbox } from "../sandbox";
import { contextOf, isGone, providerError } from "./provider";
import type { Properties } from "./resourceType";
import { text, timestamp } from "./values";

/** botocore's endpoint data. */
const dnsSuffixes: Record<string, string> = {
    aws: "amazonaws.com",
    "aws-us-gov": "amazonaws.com",
    "aws-cn": "amazonaws.com.cn",
    "aws-eusc": "amazonaws.eu",
    "aws-iso": "c2s.ic.gov",
    "aws-iso-b": "sc2s.sgov.gov",
    "aws-iso-e": "cloud.adc-e.uk",
};

const dnsSuffix = ({ partition }: Account) => dnsSuffixes[partition] ?? "amazonaws.com";

interface AwsFunction {
    /** `reading Glue Catalog` */
    doing?: string;
    label?(args: Properties): string;
    action?: string;
    /** The AWS provider's finder swallows the service's own error. */
    hidesNotFound?: boolean;
    /** The AWS provider gives the data source no id where there is nothing, and that is no error. */
    answersNothing?: boolean;
    /** What it asks AWS for after the action. */
    afterwards?: readonly string[];
    arn?(account: Account, args: Properties): string;
    run(account: Account, args: Properties, caller: Principal): Properties;
}

const catalogDefaults = (permissions: DefaultPermission[]) =>
    permissions.map(({ principal, permissions: allowed }) => ({
        permissions: allowed,
        principals: [{ dataLakePrincipalIdentifier: principal }],
    }));

const settingsDefaults = (permissions: DefaultPermission[]) =>
    permissions.map(({ principal, permissions: allowed }) => ({ permissions: allowed, principal }));

function getCatalog(account: Account, { name }: Properties, caller: Principal): Properties {
    const mount = findMount(account, text(name));
    try {
        checkMayDescribeMount(account, caller.identityArn);
    } catch (error) {
        // The AWS provider takes a refusal of Lake Formation for "not found".
        throw error instanceof AwsError ? new AwsError("EntityNotFoundException", error.message) : error;
    }
    return {
        id: mount.name,
        name: mount.name,
        arn: glueArn(account, `catalog/${mount.name}`),
        catalogId: mountCatalogId(account),
        region: account.region,
        allowFullTableExternalDataAccess: mount.allowFullTableExternalDataAccess ? "True" : "False",
        catalogProperties: [],
        createDatabaseDefaultPermissions: catalogDefaults(mount.createDatabaseDefaultPermissions),
        createTableDefaultPermissions: catalogDefaults(mount.createTableDefaultPermissions),
        createTime: timestamp(mount.createdAt),
        updateTime: timestamp(mount.createdAt),
        description: mount.description,
        federatedCatalogs: [
            { connectionName: mount.connectionName, connectionType: "", identifier: mount.identifier },
        ],
        parameters: mount.parameters,
        tags: mount.tags,
        targetRedshiftCatalogs: [],
    };
}

function getDataLakeSettings(account: Account): Properties {
    const settings = account.dataLakeSettings;
    return {
        id: account.id,
        catalogId: account.id,
        region: account.region,
        admins: settings.admins,
        readOnlyAdmins: settings.readOnlyAdmins,
        allowExternalDataFiltering: settings.allowExternalDataFiltering,
        allowFullTableExternalDataAccess: settings.allowFullTableExternalDataAccess,
        authorizedSessionTagValueLists: settings.authorizedSessionTagValueList,
        externalDataFilteringAllowLists: settings.externalDataFilteringAllowList,
        createDatabaseDefaultPermissions: settingsDefaults(settings.createDatabaseDefaultPermissions),
        createTableDefaultPermissions: settingsDefaults(settings.createTableDefaultPermissions),
        parameters: settings.parameters,
        trustedResourceOwners: settings.trustedResourceOwners,
    };
}

function uniqueIdOf(account: Account, { kind, name, arn }: Principal): string {
    return kind === "user"
        ? findUser(account, name).id
        : `${findRole(account, name).id}:${arn.split("/").at(-1)}`;
}

const functions: Record<string, AwsFunction> = {
    "aws:index/getCallerIdentity:getCallerIdentity": {
        run: (account, _, caller) => ({
            id: account.id,
            accountId: account.id,
            arn: caller.arn,
            userId: uniqueIdOf(account, caller),
        }),
    },
    "aws:index/getRegion:getRegion": {
        run: (account) => ({
            id: account.region,
            name: account.region,
            region: account.region,
            description: account.region,
            endpoint: `ec2.${account.region}.${dnsSuffix(account)}`,
        }),
    },
    "aws:index/getPartition:getPartition": {
        run: (account) => ({
            id: account.partition,
            partition: account.partition,
            dnsSuffix: dnsSuffix(account),
            reverseDnsPrefix: dnsSuffix(account).split(".").reverse().join("."),
        }),
    },
    "aws:glue/getCatalog:getCatalog": {
        doing: "reading Glue Catalog",
        label: ({ name }) => text(name),
        action: "glue:GetCatalog",
        afterwards: ["glue:GetTags"],
        hidesNotFound: true,
        arn: (account, { name }) => glueArn(account, `catalog/${name}`),
        run: getCatalog,
    },
    "aws:iam/getUser:getUser": {
        doing: "reading IAM User",
        label: ({ userName }) => text(userName),
        action: "iam:GetUser",
        arn: (account, { userName }) =>
            account.users.get(text(userName))?.arn ?? iamArn(account, `user/${userName}`),
        run(account, { userName }) {
            const { arn, id, name, path, permissionsBoundary = "", tags } = findUser(account, text(userName));
            return { arn, id, userId: id, userName: name, path, permissionsBoundary, tags };
        },
    },
    "aws:iam/getRole:getRole": {
        doing: "reading IAM Role",
        label: ({ name }) => text(name),
        action: "iam:GetRole",
        arn: (account, { name }) => account.roles.get(text(name))?.arn ?? iamArn(account, `role/${name}`),
        run(account, args) {
            const role = findRole(account, text(args.name));
            const { arn, assumeRolePolicy, description, id, maxSessionDuration, name, path, tags } = role;
            return {
                arn,
                assumeRolePolicy,
                createDate: timestamp(role.createdAt),
                description,
                id: name,
                maxSessionDuration,
                name,
                path,
                permissionsBoundary: role.permissionsBoundary ?? "",
                roleLastUseds: [],
                tags,
                uniqueId: id,
            };
        },
    },
    "aws:lakeformation/getResource:getResource": {
        doing: "reading Lake Formation Resource",
        label: ({ arn }) => text(arn),
        action: "lakeformation:DescribeResource",
        answersNothing: true,
        run(account, { arn }) {
            const { roleArn = "", lastModified, ...registration } = findRegistration(account, text(arn));
            return {
                ...registration,
                withFederation: registration.withFederation && isFederationReadBack(account, text(arn)),
                id: registration.arn,
                roleArn,
                lastModified: timestamp(lastModified),
                region: account.region,
            };
        },
    },
    "aws:lakeformation/getDataLakeSettings:getDataLakeSettings": {
        doing: "reading Lake Formation data lake settings",
        label: () => "",
        action: "lakeformation:GetDataLakeSettings",
        run: getDataLakeSettings,
    },
};

export function invoke(sandbox: Sandbox, token: string, args: Properties): Properties {
    const found = functions[token];
    if (!found) throw new Error(`The sandbox does not emulate ${token}.`);
    const { account, deployer } = contextOf(sandbox);
    const { doing = "", label = () => "", action = "", arn = () => "*", run } = found;
    const { hidesNotFound, answersNothing, afterwards = [] } = found;
    try {
        if (action) authorize(account, deployer, action, [arn(account, args)]);
        const answer = run(account, args, deployer);
        for (const next of afterwards) authorize(account, deployer, next, [arn(account, args)]);
        return answer;
    } catch (error) {
        if (answersNothing && isGone(error)) return {};
        const what = label(args) ? `${doing} (${label(args)})` : doing;
        if (hidesNotFound && isGone(error)) throw new Error(`${what}: couldn't find resource`);
        throw providerError(what, action, error);
    }
}
