import * as pulumi from "@pulumi/pulumi";
import { AccessLevel, StarRocksS3TablesIntegration } from "pulumi-starrocks-s3tables";

const config = new pulumi.Config();

// StarRocks' host, user and password come from the configuration starrocks:*.
const lake = new StarRocksS3TablesIntegration("lakehouse", {
    tableBucketArn: config.require("tableBucketArn"),
    namespaces: ["sales"],
    createNamespaces: false,
    access: AccessLevel.Write,
    identity: { roleName: config.require("roleName") },
    restEndpoint: config.get("restEndpoint") || undefined,
});

export const catalog = lake.catalogName;
export const principalArn = lake.principalArn;
export const policyArns = lake.policyArns;
