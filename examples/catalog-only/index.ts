import * as pulumi from "@pulumi/pulumi";
import { StarRocksCatalog } from "pulumi-starrocks-s3tables";

const config = new pulumi.Config();

// StarRocks' host, user and password come from the configuration starrocks:*.
const lake = new StarRocksCatalog("lakehouse", {
    catalogName: "lakehouse",
    rest: { uri: config.require("uri"), warehouse: config.require("warehouse") },
    s3: { region: config.require("s3Region") },
    properties: {
        "iceberg.catalog.security": "oauth2",
        "iceberg.catalog.oauth2.server-uri": config.require("tokenUri"),
        "iceberg.catalog.oauth2.credential": config.requireSecret("credential"),
        "iceberg.catalog.oauth2.scope": config.require("scope"),
    },
});

export const catalog = lake.catalogName;
