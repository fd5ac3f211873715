import * as pulumi from "@pulumi/pulumi";
import { type AccessMode, S3TablesFederation } from "pulumi-starrocks-s3tables";

const config = new pulumi.Config();

const federation = new S3TablesFederation("federation", {
    accessMode: config.require<AccessMode>("accessMode"),
    kmsKeyArns: config.requireObject<string[]>("kmsKeyArns"),
});

export const mountArn = federation.mountArn;
export const roleArn = federation.roleArn;
