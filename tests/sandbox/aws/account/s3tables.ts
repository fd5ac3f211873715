import { tableBucketArn, tableBucketName } from "./arns";
import { AwsError } from "./errors";
import type { Tags } from "./iamState";
import { findKey } from "./kms";
import { checkPolicyDocument } from "./policyDocument";
import { checkBucketName, checkNamespaceName } from "./s3tablesNames";
import type { Encryption, Namespace, Table, TableBucket } from "./s3tablesState";
import type { Account } from "./state";

const notFound = (message: string) => new AwsError("NotFoundException", message);
const conflict = (message: string) => new AwsError("ConflictException", message);

export function findTableBucket(account: Account, nameOrArn: string): TableBucket {
    const bucket = account.tableBuckets.get(tableBucketName(nameOrArn));
    const isOurs = !nameOrArn.startsWith("arn:") || nameOrArn === bucket?.arn;
    if (!bucket || !isOurs) throw notFound("The specified bucket does not exist.");
    return bucket;
}

export function checkEncryption(account: Account, encryption: Encryption): void {
    if (encryption.sseAlgorithm === "AES256" && !encryption.kmsKeyArn) return;
    if (encryption.sseAlgorithm !== "aws:kms" || !encryption.kmsKeyArn) {
        throw new AwsError("BadRequestException", "The encryption configuration is not valid.");
    }
    findKey(account, encryption.kmsKeyArn);
}

export interface NewTableBucket {
    name: string;
    encryption?: Encryption;
    maintenance?: unknown;
    tags?: Tags;
}

export function createTableBucket(account: Account, bucket: NewTableBucket): TableBucket {
    const { name, encryption = { sseAlgorithm: "AES256" }, maintenance, tags = {} } = bucket;
    checkBucketName(name);
    if (account.tableBuckets.has(name)) {
        throw conflict("The bucket that you tried to create already exists, and you own it.");
    }
    const limit = account.quotas.tableBucketsPerRegion;
    if (account.tableBuckets.size >= limit) {
        throw new AwsError(
            "BadRequestException",
            `You have attempted to create more buckets than allowed (${limit}).`,
        );
    }
    checkEncryption(account, encryption);
    const created = {
        name,
        arn: tableBucketArn(account, name),
        createdAt: account.now(),
        encryption,
        maintenance,
        tags,
    };
    account.tableBuckets.set(name, created);
    return created;
}

export function namespacesOf(account: Account, bucket: string): Namespace[] {
    return [...account.namespaces.values()]
        .filter((namespace) => namespace.bucket === bucket)
        .sort((one, other) => one.name.localeCompare(other.name));
}

export function tablesOf(account: Account, bucket: string, namespace?: string): Table[] {
    return [...account.tables.values()]
        .filter(
            (table) => table.bucket === bucket && (namespace === undefined || table.namespace === namespace),
        )
        .sort((one, other) => one.name.localeCompare(other.name));
}

export function deleteTableBucket(account: Account, name: string): void {
    findTableBucket(account, name);
    if (namespacesOf(account, name).length > 0) {
        throw conflict("The bucket that you tried to delete is not empty.");
    }
    account.tableBuckets.delete(name);
    account.deletedTableBuckets.add(name);
}

export function putTableBucketPolicy(account: Account, name: string, policy: string): void {
    checkPolicyDocument(policy, "resource");
    findTableBucket(account, name).policy = policy;
}

export function findNamespace(account: Account, bucket: string, name: string): Namespace {
    findTableBucket(account, bucket);
    const namespace = account.namespaces.get(`${bucket}/${name}`);
    if (!namespace) throw notFound("The specified namespace does not exist.");
    return namespace;
}

export interface NewNamespace {
    bucket: string;
    name: string;
    createdBy: string;
    properties?: Record<string, string>;
}

export function createNamespace(
    account: Account,
    { bucket, name, createdBy, properties = {} }: NewNamespace,
): Namespace {
    findTableBucket(account, bucket);
    checkNamespaceName(name);
    if (account.namespaces.has(`${bucket}/${name}`)) {
        throw conflict("A namespace with an identical name already exists in the bucket.");
    }
    const limit = account.quotas.namespacesPerTableBucket;
    if (namespacesOf(account, bucket).length >= limit) {
        throw new AwsError(
            "BadRequestException",
            `The table bucket has reached its limit of ${limit} namespaces.`,
        );
    }
    const namespace = { bucket, name, createdAt: account.now(), createdBy, properties };
    account.namespaces.set(`${bucket}/${name}`, namespace);
    return namespace;
}

export function deleteNamespace(account: Account, bucket: string, name: string): void {
    findNamespace(account, bucket, name);
    if (tablesOf(account, bucket, name).length > 0) {
        throw conflict("The namespace that you tried to delete is not empty.");
    }
    account.namespaces.delete(`${bucket}/${name}`);
}
