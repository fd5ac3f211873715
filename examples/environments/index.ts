import * as pulumi from "@pulumi/pulumi";
import {
    type AccessLevel,
    type IntegrationGrantArgs,
    S3TablesFederation,
    StarRocksS3TablesIntegration,
} from "pulumi-starrocks-s3tables";

// All that differs between environments is in Pulumi.<stack>.yaml.
const config = new pulumi.Config();

// The component reads the password by itself; looked for here, a missing one stops the preview.
if (new pulumi.Config("starrocks").getSecret("password") === undefined) {
    throw new pulumi.RunError("no password for StarRocks: run pulumi config set --secret starrocks:password");
}

// The first environment in an account and Region makes the mount, the others share it.
const federation = new S3TablesFederation("federation");

const lake = new StarRocksS3TablesIntegration(
    "lakehouse",
    {
        tableBucketName: config.require("tableBucketName"),
        namespaces: ["sales", "web"],
        access: config.require<AccessLevel>("access"),
        identity: { accessKeyRotation: config.require("accessKeyRotation") },
        catalog: { name: config.require("catalogName") },
        grants: config.requireObject<IntegrationGrantArgs[]>("grants"),
        mountArn: federation.mountArn,
        restEndpoint: config.get("restEndpoint") || undefined,
        forceDestroy: config.requireBoolean("forceDestroy"),
        tags: { environment: pulumi.getStack() },
    },
    { protect: config.requireBoolean("protect") },
);

export const catalog = lake.catalogName;
export const tableBucketArn = lake.tableBucketArn;
export const principalArn = lake.principalArn;
