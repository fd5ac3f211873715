import * as pulumi from "@pulumi/pulumi";
import { AccessLevel, StarRocksGrant, StarRocksS3TablesIntegration } from "pulumi-starrocks-s3tables";

const config = new pulumi.Config();

// StarRocks' host, user and password come from the configuration starrocks:*.
const lake = new StarRocksS3TablesIntegration("lakehouse", {
    tableBucketName: config.require("tableBucketName"),
    namespaces: ["sales", "web", "hr"],
    // The most that anybody may do; AWS refuses the rest, whatever StarRocks grants.
    access: AccessLevel.Write,
    grants: [
        { role: "analyst", createRole: true, access: AccessLevel.Read, namespaces: ["sales", "web"] },
        { role: "loader", createRole: true, access: AccessLevel.Write },
    ],
    restEndpoint: config.get("restEndpoint") || undefined,
});

// What is narrower than a namespace.
new StarRocksGrant("payroll", {
    catalogName: lake.catalogName,
    role: "payroll",
    createRole: true,
    access: AccessLevel.Read,
    tables: ["hr.salaries"],
});

export const catalog = lake.catalogName;
