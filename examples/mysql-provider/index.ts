import * as mysql from "@pulumi/mysql";
import * as pulumi from "@pulumi/pulumi";
import { AccessLevel, connectionFromProvider, StarRocksS3TablesIntegration } from "pulumi-starrocks-s3tables";

const config = new pulumi.Config();
const login = new pulumi.Config("mysql");

const starrocks = new mysql.Provider("starrocks", {
    endpoint: login.require("endpoint"),
    username: login.require("username"),
    password: login.requireSecret("password"),
});

const lake = new StarRocksS3TablesIntegration("lakehouse", {
    tableBucketName: config.require("tableBucketName"),
    namespaces: ["sales"],
    access: AccessLevel.Write,
    starrocks: connectionFromProvider(starrocks),
    restEndpoint: config.get("restEndpoint") || undefined,
});

export const catalog = lake.catalogName;
