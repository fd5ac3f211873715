import type * as pulumi from "@pulumi/pulumi";
import type { IdentityArgs } from "../identity/identity";
import type { AccessLevel, AccessMode, IcebergEndpoint } from "../permissions/access";
import type { IcebergCacheArgs } from "../starrocks/catalog/typedProperties";
import type { StarRocksConnectionArgs } from "../starrocks/connection/args";
import type { EncryptionArgs } from "../storage/encryption";
import type { TableArgs, UnreferencedFileRemovalArgs } from "../storage/storage";

/** The external catalog in StarRocks, as far as it isn't given by the other arguments of the integration. */
export interface IntegrationCatalogArgs {
    /**
     * Name of the external catalog: at most 64 letters, digits and underscores. A change makes a new catalog before the
     * old one is dropped. Default: the component's name, with underscores for other characters.
     */
    name?: string;
    /** Comment of the catalog. A change drops the catalog and makes it again. Default: none. */
    comment?: pulumi.Input<string>;
    /** What StarRocks caches of the catalog. Default: as StarRocks does it. */
    cache?: IcebergCacheArgs;
    /**
     * Who decides on access in StarRocks: `native`, `ranger` or `allowall`; 3.5 ignores it. Default: the cluster's
     * setting.
     */
    accessControl?: pulumi.Input<string>;
    /**
     * More StarRocks properties, or other values than the component's. Removing one drops the catalog and makes it
     * again. Default: none.
     */
    properties?: Record<string, pulumi.Input<string>>;
    /**
     * True to alter a catalog of that name that is there already into shape. Default: false, then one that differs
     * is an error, which lists the differences.
     */
    adopt?: pulumi.Input<boolean>;
}

/** What a role or a user may do in the catalog; StarRocks' own grants, beside those of AWS. */
export interface IntegrationGrantArgs {
    /**
     * Name of the role: at most 64 letters, digits and underscores; no output, since the grant is named after it. Either
     * this or `user`.
     */
    role?: string;
    /**
     * Name of the user, with `@` and a host if that isn't `%`, as StarRocks lists it: `etl`, `'etl'@'10.0.0.0/8'`,
     * `'etl'@['host']`. No output, as for `role`. Either this or `role`.
     */
    user?: string;
    /** True to create a role that is missing. It is never dropped. Default: false, then a missing role is an error. */
    createRole?: boolean;
    /**
     * True to count what the role or user holds already as given by this grant, so that it is taken back when the grant
     * goes. Default: false, then what was granted before, by another stack or by hand, stays.
     */
    adopt?: boolean;
    /**
     * What the role or user may do. AWS refuses what goes beyond `access` of the integration. Default:
     * `AccessLevel.Read`.
     */
    access?: AccessLevel;
    /** Namespaces that the grant is limited to, among those of the integration. Default: all, those of the future too. */
    namespaces?: string[];
}

/** Arguments of `StarRocksS3TablesIntegration`. */
export interface StarRocksS3TablesIntegrationArgs {
    /**
     * Name of the table bucket to create in Amazon S3 Tables: 3 to 63 lower-case letters, digits and hyphens, unique in
     * the account and Region. A change deletes the bucket and then makes the new one; AWS refuses that while the
     * bucket holds tables, and nothing is lost. Either this or `tableBucketArn`.
     */
    tableBucketName?: pulumi.Input<string>;
    /**
     * ARN of an existing table bucket, in the account and Region of the AWS provider. It stays when the stack is
     * destroyed. Either this or `tableBucketName`.
     */
    tableBucketArn?: pulumi.Input<string>;
    /**
     * Namespaces that StarRocks works with, which it calls databases: lower-case letters, digits and underscores. No
     * outputs: each is a resource and a part of the IAM policies, and a preview has to show which there will be. The
     * list may be empty with `AccessLevel.Manage` only. Removing one deletes it, which AWS refuses while it holds
     * tables.
     */
    namespaces: string[];
    /** False if the namespaces are there already and are not to be managed. Default: true. */
    createNamespaces?: boolean;
    /**
     * Tables to create, empty, with a schema to start with. They are never dropped, unless `forceDestroy` is set.
     * Default: none.
     */
    tables?: TableArgs[];
    /**
     * Encrypts a new table bucket with a key of AWS KMS; for an existing one, names its key. Default: S3's own
     * encryption.
     */
    encryption?: EncryptionArgs;
    /** Removal of files that no table needs any more, for a new table bucket. Default: as S3 Tables does it. */
    unreferencedFileRemoval?: UnreferencedFileRemovalArgs;
    /**
     * Who decides what StarRocks may read and write. It must fit the mount that the account has, or the preview is
     * refused. Default: `AccessMode.LakeFormation`.
     */
    accessMode?: AccessMode;
    /** The Iceberg REST endpoint that serves the tables. Default: `IcebergEndpoint.Glue`. */
    endpoint?: IcebergEndpoint;
    /**
     * True to name the whole table bucket in the IAM policy instead of each namespace, where there are too many. In
     * Lake Formation mode the grants still limit access to the namespaces. Default: false.
     */
    wholeBucketPolicy?: boolean;
    /** What StarRocks may do with the tables. Default: `AccessLevel.Read`. */
    access?: AccessLevel;
    /** The IAM identity whose permissions StarRocks uses. Default: a new IAM user with an access key. */
    identity?: IdentityArgs;
    /** How StarRocks is reached. Default: the stack's configuration `starrocks:*`. */
    starrocks?: StarRocksConnectionArgs;
    /** The catalog in StarRocks. Default: one with the component's name. */
    catalog?: IntegrationCatalogArgs;
    /** Grants in StarRocks, for roles and users. Default: none. */
    grants?: IntegrationGrantArgs[];
    /**
     * `mountArn` of an `S3TablesFederation` in the same program, so that the mount is made first. Only for Glue's
     * endpoint. Default: the mount `s3tablescatalog` that the account and Region have already.
     */
    mountArn?: pulumi.Input<string>;
    /**
     * Address of the Iceberg REST endpoint, with its path: a VPC endpoint, a FIPS endpoint. Default: the public one,
     * such as `https://glue.<region>.<DNS suffix>/iceberg`.
     */
    restEndpoint?: pulumi.Input<string>;
    /**
     * True to let `destroy` delete the tables that the bucket holds, with their data. It must have been applied
     * by an `up` before. Default: false, then `destroy` fails while there are tables.
     */
    forceDestroy?: boolean;
    /** Seconds to wait for new keys, policies and grants to take effect; 0 not to wait. Default: 120. */
    propagationTimeoutSeconds?: pulumi.Input<number>;
    /** Tags of every resource that takes tags. Default: none. */
    tags?: Record<string, pulumi.Input<string>>;
}
