import * as pulumi from "@pulumi/pulumi";
import { AccessLevel, StarRocksS3TablesIntegration } from "pulumi-starrocks-s3tables";

const config = new pulumi.Config();
const isProduction = pulumi.getStack() === "prod";

// StarRocks' host, user and password come from the configuration starrocks:*.
const lake = new StarRocksS3TablesIntegration(
    "lakehouse",
    {
        tableBucketName: config.require("tableBucketName"),
        namespaces: ["sales", "web"],
        access: isProduction ? AccessLevel.Read : AccessLevel.Manage,
        grants: [{ role: "analyst", createRole: true }],
    },
    { protect: isProduction },
);

export const catalog = lake.catalogName;
