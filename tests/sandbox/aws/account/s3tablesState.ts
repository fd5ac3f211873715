import type { TableMetadata } from "../iceberg/metadata";
import type { Tags } from "./iamState";

export interface Encryption {
    sseAlgorithm: string;
    kmsKeyArn?: string;
}

export interface TableBucket {
    readonly name: string;
    readonly arn: string;
    readonly createdAt: number;
    encryption: Encryption;
    /** As given by the user; S3 Tables' defaults apply when absent. */
    maintenance: unknown;
    tags: Tags;
    policy?: string;
}

export interface Namespace {
    readonly bucket: string;
    readonly name: string;
    readonly createdAt: number;
    readonly createdBy: string;
    /** Only Glue's endpoint keeps properties; S3 Tables knows none. */
    properties: Record<string, string>;
}

export interface Table {
    readonly bucket: string;
    namespace: string;
    name: string;
    readonly id: string;
    readonly arn: string;
    readonly createdAt: number;
    readonly createdBy: string;
    readonly encryption: Encryption;
    modifiedAt: number;
    modifiedBy: string;
    maintenance: unknown;
    tags: Tags;
    versionToken: string;
    /** `s3://<uuid>--table-s3` */
    readonly warehouseLocation: string;
    metadataLocation?: string;
    metadata?: TableMetadata;
}
