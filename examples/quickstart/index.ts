import * as pulumi from "@pulumi/pulumi";
import { AccessLevel, S3TablesFederation, StarRocksS3TablesIntegration } from "pulumi-starrocks-s3tables";

const config = new pulumi.Config();

// Once per account and Region; it stays when this stack is destroyed.
const federation = new S3TablesFederation("federation");

// StarRocks' host, user and password come from the configuration starrocks:*.
const lake = new StarRocksS3TablesIntegration("lakehouse", {
    tableBucketName: config.require("tableBucketName"),
    namespaces: ["sales"],
    access: AccessLevel.Manage,
    mountArn: federation.mountArn,
    // In a try-out only: lets destroy delete the tables that were made in SQL.
    forceDestroy: config.getBoolean("forceDestroy"),
});

export const catalog = lake.catalogName;
export const tableBucketArn = lake.tableBucketArn;
export const principalArn = lake.principalArn;
