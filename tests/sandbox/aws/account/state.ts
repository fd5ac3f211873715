import type { Mount } from "./glue";
import type { AccessKey, ManagedPolicy, PolicyAttachment, Role, Session, User } from "./iamState";
import type { KmsKey } from "./kms";
import type { DataLakeSettings, Grant, Registration } from "./lakeFormationState";
import type { Namespace, Table, TableBucket } from "./s3tablesState";

/**
 * Limits of AWS that a test may lower. The defaults are those of the Service Quotas pages; 100 table buckets per
 * Region since 2026-10.
 */
export interface Quotas {
    tableBucketsPerRegion: number;
    namespacesPerTableBucket: number;
    tablesPerTableBucket: number;
    managedPolicyCharacters: number;
    managedPoliciesPerPrincipal: number;
    accessKeysPerUser: number;
    userInlinePolicyCharacters: number;
    roleInlinePolicyCharacters: number;
    tableMetadataBytes: number;
}

export const defaultQuotas: Quotas = {
    tableBucketsPerRegion: 100,
    namespacesPerTableBucket: 10_000,
    tablesPerTableBucket: 10_000,
    managedPolicyCharacters: 6_144,
    managedPoliciesPerPrincipal: 10,
    accessKeysPerUser: 2,
    userInlinePolicyCharacters: 2_048,
    roleInlinePolicyCharacters: 10_240,
    tableMetadataBytes: 50 * 1024 * 1024,
};

/** How long a new key or a new grant stays unknown to the services, as AWS is eventually consistent. */
export interface Propagation {
    keysMs: number;
    grantsMs: number;
}

/** An upload to S3 that is neither complete nor aborted. */
export interface MultipartUpload {
    readonly bucket: string;
    readonly key: string;
    /** By number. */
    readonly parts: Map<number, Buffer>;
}

/** What the AWS provider does one way today and may do the other way tomorrow; what is built on it must bear both. */
export interface ProviderTraits {
    /** Pulumi's id of `aws.glue.Catalog`: pulumi-aws computes none, and a later release may take the name. */
    catalogId: "missing ID" | "name";
    /** Whether `withFederation` of the location of all table buckets (`…:bucket/*`) reads back as it was given. */
    readsFederationBack: boolean;
}

export const defaultProviderTraits: ProviderTraits = { catalogId: "missing ID", readsFederationBack: false };

/** One AWS account in one Region, in memory. Tests may read and change it directly. */
export interface Account {
    readonly id: string;
    readonly region: string;
    readonly partition: string;
    readonly now: () => number;
    readonly quotas: Quotas;
    readonly propagation: Propagation;
    readonly provider: ProviderTraits;

    /** The principal whose rights every operation of the Pulumi plugin needs. */
    deployer: User;
    readonly users: Map<string, User>;
    readonly roles: Map<string, Role>;
    readonly accessKeys: Map<string, AccessKey>;
    readonly sessions: Map<string, Session>;
    /** By ARN; AWS's own managed policies are among them. */
    readonly policies: Map<string, ManagedPolicy>;
    readonly attachments: PolicyAttachment[];

    /** By name. */
    readonly tableBuckets: Map<string, TableBucket>;
    /** Names of table buckets that were deleted, which may stay in transition for some time. */
    readonly deletedTableBuckets: Set<string>;
    /** By `<bucket>/<namespace>`. */
    readonly namespaces: Map<string, Namespace>;
    /** By `<bucket>/<namespace>/<table>`. */
    readonly tables: Map<string, Table>;
    /** The objects of the tables' warehouse buckets: bucket, then key. */
    readonly objects: Map<string, Map<string, Buffer>>;
    /** By upload id. */
    readonly uploads: Map<string, MultipartUpload>;

    /** The federated catalog `s3tablescatalog`, a singleton of the account and Region. */
    mount: Mount | undefined;
    /** By ARN. */
    readonly registrations: Map<string, Registration>;
    dataLakeSettings: DataLakeSettings;
    readonly grants: Grant[];

    /** By key id. */
    readonly kmsKeys: Map<string, KmsKey>;
    /** Alias name to key id. */
    readonly kmsAliases: Map<string, string>;
}
