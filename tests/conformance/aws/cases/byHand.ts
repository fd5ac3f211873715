import { glueArn } from "../../../sandbox/aws/account/arns";
import { createMount } from "../../../sandbox/aws/account/glue";
import { createRole } from "../../../sandbox/aws/account/iamPrincipals";
import { registerLocation } from "../../../sandbox/aws/account/lakeFormation";
import { createNamespace, createTableBucket } from "../../../sandbox/aws/account/s3tables";
import type { Account } from "../../../sandbox/aws/account/state";
import { ALL_BUCKETS, ROLE_NAME, TRUST } from "./resources";

/** What somebody has set up in the console. */

export const mountByHand = (account: Account) =>
    createMount(account, {
        name: "s3tablescatalog",
        identifier: ALL_BUCKETS,
        connectionName: "aws:s3tables",
        allowFullTableExternalDataAccess: true,
    });

export const roleByHand = (account: Account) =>
    createRole(account, { name: ROLE_NAME, assumeRolePolicy: TRUST, description: "by hand" });

export const registerByHand = (account: Account) => {
    const { arn: roleArn } = roleByHand(account);
    registerLocation(account, {
        arn: ALL_BUCKETS,
        roleArn,
        withFederation: true,
        withPrivilegedAccess: true,
    });
};

/** A mounted and registered table bucket with a namespace. */
export const lakeByHand = (account: Account) => {
    mountByHand(account);
    registerByHand(account);
    createTableBucket(account, { name: "lake" });
    createNamespace(account, { bucket: "lake", name: "sales", createdBy: account.deployer.arn });
};

export const mountArn = (account: Account) => glueArn(account, "catalog/s3tablescatalog");
