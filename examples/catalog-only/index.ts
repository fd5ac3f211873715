import * as pulumi from "@pulumi/pulumi";
import { StarRocksCatalog } from "pulumi-starrocks-s3tables";

const config = new pulumi.Config();

// StarRocks' host, user and password come from the configuration starrocks:*.
const lake = new StarRocksCatalog("lakehouse", {
    catalogName: "lakehouse",
    rest: {
        uri: config.require("uri"),
        warehouse: config.require("warehouse"),
        oauth2: {
            serverUri: config.require("tokenUri"),
            credential: config.requireSecret("credential"),
            scope: config.require("scope"),
        },
    },
    s3: { region: config.require("s3Region") },
});

export const catalog = lake.catalogName;
