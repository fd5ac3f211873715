import * as pulumi from "@pulumi/pulumi";
import {
    AccessLevel,
    AccessMode,
    IcebergEndpoint,
    StarRocksS3TablesIntegration,
} from "pulumi-starrocks-s3tables";

const config = new pulumi.Config();

// StarRocks' host, user and password come from the configuration starrocks:*.
const lake = new StarRocksS3TablesIntegration("lakehouse", {
    tableBucketName: config.require("tableBucketName"),
    namespaces: ["sales"],
    access: AccessLevel.Manage,
    accessMode: AccessMode.Iam,
    endpoint: IcebergEndpoint.S3Tables,
    restEndpoint: config.get("restEndpoint") || undefined,
    // In a try-out only: lets destroy delete the tables that were made in SQL.
    forceDestroy: config.getBoolean("forceDestroy"),
});

export const catalog = lake.catalogName;
export const tableBucketArn = lake.tableBucketArn;
export const principalArn = lake.principalArn;
