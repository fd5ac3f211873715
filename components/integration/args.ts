import type * as pulumi from "@pulumi/pulumi";
import type { IdentityArgs } from "../identity/args";
import type { AccessLevel, AccessMode, IcebergEndpoint } from "../permissions/access";
import type { AccessControl } from "../starrocks/catalog/accessControl";
import type { IcebergCacheArgs } from "../starrocks/catalog/typedProperties";
import type { StarRocksConnectionArgs } from "../starrocks/connection/args";
import type { EncryptionArgs } from "../storage/encryption";
import type { TableArgs, UnreferencedFileRemovalArgs } from "../storage/storage";

/** Settings of the external catalog in StarRocks that don't follow from the integration's other arguments. */
export interface IntegrationCatalogArgs {
    /**
     * Name of the external catalog: at most 64 letters, digits and underscores. Changing it creates a new catalog and
     * then drops the old one. Default: the component's name, with other characters replaced by underscores.
     */
    name?: string;
    /** Comment of the catalog. Changing it drops and recreates the catalog. Default: none. */
    comment?: pulumi.Input<string>;
    /** Cache settings of the catalog. Default: StarRocks' defaults. */
    cache?: IcebergCacheArgs;
    /** Access control in StarRocks; 3.5 ignores it. Default: the cluster's setting. */
    accessControl?: pulumi.Input<AccessControl>;
    /**
     * Further StarRocks properties, or values that override the component's. Removing one drops and recreates the
     * catalog. Default: none.
     */
    properties?: Record<string, pulumi.Input<string>>;
    /**
     * True to take over an existing catalog of that name and alter it to match. Default: false; an existing catalog
     * that differs is then an error, which lists the differences.
     */
    adopt?: pulumi.Input<boolean>;
}

/** Privileges of a role or user on the catalog: StarRocks' own grants, in addition to those in AWS. */
export interface IntegrationGrantArgs {
    /**
     * Name of the role: at most 64 letters, digits and underscores. Not an output, because the grant is named after it.
     * Set either this or `user`.
     */
    role?: string;
    /**
     * Name of the user as StarRocks lists it, with `@` and a host unless that is `%`: `etl`, `'etl'@'10.0.0.0/8'`,
     * `'etl'@['host']`. Not an output, as for `role`. Set either this or `role`.
     */
    user?: string;
    /**
     * True to create the role if it doesn't exist. It is never dropped. Default: false; a missing role is then an
     * error.
     */
    createRole?: boolean;
    /**
     * True to treat privileges that the role or user already holds as given by this grant, so that deleting the grant
     * revokes them. Default: false; privileges granted earlier, by another stack or by hand, then stay.
     */
    adopt?: boolean;
    /**
     * What the role or user may do. AWS refuses whatever goes beyond the integration's `access`. Default:
     * `AccessLevel.Read`.
     */
    access?: AccessLevel;
    /** Namespaces of the integration to limit the grant to. Default: all, including future ones. */
    namespaces?: string[];
}

/** Arguments of `StarRocksS3TablesIntegration`. */
export interface StarRocksS3TablesIntegrationArgs {
    /**
     * Name of the table bucket to create in Amazon S3 Tables: 3 to 63 lower-case letters, digits and hyphens, unique in
     * the account and Region. Changing it deletes the bucket and then creates a new one; AWS refuses that while the
     * bucket holds tables, so nothing is lost. Set either this or `tableBucketArn`.
     */
    tableBucketName?: pulumi.Input<string>;
    /**
     * ARN of an existing table bucket, in the account and Region of the AWS provider. It stays when the stack is
     * destroyed. Set either this or `tableBucketName`.
     */
    tableBucketArn?: pulumi.Input<string>;
    /**
     * Namespaces that StarRocks uses, which it calls databases: lower-case letters, digits and underscores. Not
     * outputs: each namespace is a resource and part of the IAM policies, so a preview must know them. May be empty
     * with `AccessLevel.Manage` only. Removing a namespace deletes it, which AWS refuses while it holds tables.
     */
    namespaces: string[];
    /** False if the namespaces already exist and Pulumi should not manage them. Default: true. */
    createNamespaces?: boolean;
    /**
     * Tables to create, empty, with an initial schema. They are never dropped, unless `forceDestroy` is set. Default:
     * none.
     */
    tables?: TableArgs[];
    /**
     * Encrypts a new table bucket with an AWS KMS key; for an existing bucket, names its key. Default: S3's own
     * encryption.
     */
    encryption?: EncryptionArgs;
    /** How a new table bucket removes files that no table needs any more. Default: S3 Tables' defaults. */
    unreferencedFileRemoval?: UnreferencedFileRemovalArgs;
    /**
     * Whether Lake Formation or IAM controls what StarRocks may read and write. It must match the mode of the account's
     * mount, otherwise the preview fails. Default: `AccessMode.LakeFormation`.
     */
    accessMode?: AccessMode;
    /** The Iceberg REST endpoint that serves the tables. Default: `IcebergEndpoint.Glue`. */
    endpoint?: IcebergEndpoint;
    /**
     * True to name the whole table bucket in the IAM policy instead of each namespace, if there are too many
     * namespaces. In Lake Formation mode the grants still limit access to the namespaces. Default: false.
     */
    wholeBucketPolicy?: boolean;
    /** What StarRocks may do with the tables. Default: `AccessLevel.Read`. */
    access?: AccessLevel;
    /** The IAM identity whose permissions StarRocks uses. Default: a new IAM user with an access key. */
    identity?: IdentityArgs;
    /** How to connect to StarRocks. Default: the stack's configuration `starrocks:*`. */
    starrocks?: StarRocksConnectionArgs;
    /** Settings of the catalog in StarRocks. Default: a catalog with the component's name. */
    catalog?: IntegrationCatalogArgs;
    /** Grants to roles and users in StarRocks. Default: none. */
    grants?: IntegrationGrantArgs[];
    /**
     * `mountArn` of an `S3TablesFederation` in the same program, so that the mount is created first. Only for Glue's
     * endpoint. Default: the mount `s3tablescatalog` that already exists in the account and Region.
     */
    mountArn?: pulumi.Input<string>;
    /**
     * URL of the Iceberg REST endpoint, with its path: for example a VPC endpoint or a FIPS endpoint. Default: the
     * public one, such as `https://glue.<region>.<DNS suffix>/iceberg`.
     */
    restEndpoint?: pulumi.Input<string>;
    /**
     * True to let `destroy` delete the bucket's tables with their data. An `up` must have applied it first. Default:
     * false; `destroy` then fails while there are tables.
     */
    forceDestroy?: boolean;
    /** Seconds to wait for new keys, policies and grants to take effect; 0 to not wait. Default: 120. */
    propagationTimeoutSeconds?: pulumi.Input<number>;
    /** Tags of every resource that supports them. Default: none. */
    tags?: Record<string, pulumi.Input<string>>;
}
