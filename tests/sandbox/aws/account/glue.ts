import { tableBucketArn } from "./arns";
import { AwsError } from "./errors";
import type { Tags } from "./iamState";
import { isDataLakeAdmin } from "./lakeFormation";
import type { DefaultPermission } from "./lakeFormationState";
import type { Account } from "./state";

/** The federated catalog through which Glue shows all table buckets of the account and Region. */
export interface Mount {
    readonly name: string;
    readonly createdAt: number;
    description: string;
    parameters: Record<string, string>;
    readonly identifier: string;
    readonly connectionName: string;
    allowFullTableExternalDataAccess: boolean;
    createDatabaseDefaultPermissions: DefaultPermission[];
    createTableDefaultPermissions: DefaultPermission[];
    tags: Tags;
}

export type NewMount = Partial<Omit<Mount, "createdAt">> & Pick<Mount, "name">;

const mountName = "s3tablescatalog";
const connection = "aws:s3tables";

export function createMount(account: Account, catalog: NewMount): Mount {
    if (account.mount && catalog.name === account.mount.name) {
        throw new AwsError("AlreadyExistsException", `Catalog ${catalog.name} already exists.`);
    }
    const identifier = tableBucketArn(account, "*");
    if (
        catalog.name !== mountName ||
        catalog.identifier !== identifier ||
        catalog.connectionName !== connection
    ) {
        throw new AwsError(
            "InvalidInputException",
            `The S3 Tables catalog must be named ${mountName}, with the identifier ${identifier} and the connection ${connection}.`,
        );
    }
    account.mount = {
        name: catalog.name,
        createdAt: account.now(),
        description: catalog.description ?? "",
        parameters: catalog.parameters ?? {},
        identifier,
        connectionName: connection,
        allowFullTableExternalDataAccess: catalog.allowFullTableExternalDataAccess ?? false,
        createDatabaseDefaultPermissions: catalog.createDatabaseDefaultPermissions ?? [],
        createTableDefaultPermissions: catalog.createTableDefaultPermissions ?? [],
        tags: catalog.tags ?? {},
    };
    return account.mount;
}

/** Lake Formation lets administrators and holders of CREATE_CATALOG make catalogs; in IAM mode it isn't asked. */
export function checkMayCreateMount(account: Account, principalArn: string, catalog: NewMount): void {
    const isIamMode = (catalog.createDatabaseDefaultPermissions ?? []).some(
        ({ principal }) => principal === "IAM_ALLOWED_PRINCIPALS",
    );
    if (isIamMode || isDataLakeAdmin(account, principalArn)) return;
    throw new AwsError(
        "AccessDeniedException",
        "Insufficient Lake Formation permission(s): Required Create Catalog on Catalog",
    );
}

/** Glue's id of a catalog in the account's own one. */
export const mountCatalogId = ({ id }: Account): string => `${id}:${mountName}`;

export function findMount(account: Account, name = mountName): Mount {
    if (!account.mount || account.mount.name !== name) {
        throw new AwsError("EntityNotFoundException", `Catalog ${account.id}:${name} not found.`);
    }
    return account.mount;
}

/** Unmounts the table buckets for everybody; permissions on the nested catalogs go with it, the data doesn't. */
export function deleteMount(account: Account): void {
    findMount(account);
    account.mount = undefined;
    const kept = account.grants.filter(({ resource }) => !resource.catalogId.includes(`:${mountName}`));
    account.grants.splice(0, account.grants.length, ...kept);
}

/** In IAM mode Lake Formation lets everybody through whom IAM lets through, and checks no grant. */
export function usesIamMode(mount: Mount, objects: "databases" | "tables"): boolean {
    const defaults =
        objects === "databases"
            ? mount.createDatabaseDefaultPermissions
            : mount.createTableDefaultPermissions;
    return defaults.some(
        ({ principal, permissions }) => principal === "IAM_ALLOWED_PRINCIPALS" && permissions.includes("ALL"),
    );
}

/** In Lake Formation mode only who may describe the catalog sees it. */
export function checkMayDescribeMount(account: Account, principalArn: string): void {
    const mount = findMount(account);
    if (usesIamMode(mount, "databases") || isDataLakeAdmin(account, principalArn)) return;
    const granted = account.grants.some(
        ({ principal, resource }) =>
            principal === principalArn && resource.catalogId === mountCatalogId(account),
    );
    if (granted) return;
    throw new AwsError(
        "AccessDeniedException",
        `Insufficient Lake Formation permission(s): Required Describe on ${mountName}`,
    );
}
