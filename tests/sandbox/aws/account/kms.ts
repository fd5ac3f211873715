import { principalMatches, statementsAllow } from "../authorization/evaluate";
import { kmsArn } from "./arns";
import { AwsError } from "./errors";
import type { Tags } from "./iamState";
import { uuid } from "./identifiers";
import { parsePolicy } from "./policyDocument";
import type { Account } from "./state";

export interface KmsKey {
    readonly id: string;
    readonly arn: string;
    readonly createdAt: number;
    policy: string;
    description: string;
    enabled: boolean;
    rotation: boolean;
    tags: Tags;
}

export interface NewKmsKey {
    policy?: string;
    description?: string;
    rotation?: boolean;
    tags?: Tags;
}

/** Without a policy of its own a key trusts its account, whose IAM policies then decide. */
function defaultPolicy(account: Account): string {
    const root = `arn:${account.partition}:iam::${account.id}:root`;
    const statement = { Effect: "Allow", Principal: { AWS: root }, Action: "kms:*", Resource: "*" };
    return JSON.stringify({ Version: "2012-10-17", Id: "key-default-1", Statement: [statement] });
}

export function createKey(account: Account, key: NewKmsKey): KmsKey {
    const id = uuid();
    const created: KmsKey = {
        id,
        arn: kmsArn(account, `key/${id}`),
        createdAt: account.now(),
        policy: key.policy ?? defaultPolicy(account),
        description: key.description ?? "",
        enabled: true,
        rotation: key.rotation ?? false,
        tags: key.tags ?? {},
    };
    parsePolicy(created.policy);
    account.kmsKeys.set(id, created);
    return created;
}

export function findKey(account: Account, idOrArn: string): KmsKey {
    const [, kind, name] = /(?:^|:)(key|alias)\/(.+)$/.exec(idOrArn) ?? [];
    const id = kind === "alias" ? account.kmsAliases.get(`alias/${name}`) : (name ?? idOrArn);
    const key = account.kmsKeys.get(id ?? "");
    if (!key) throw new AwsError("NotFoundException", `Key '${idOrArn}' does not exist`);
    return key;
}

export function deleteKey(account: Account, id: string): void {
    const key = findKey(account, id);
    account.kmsKeys.delete(key.id);
    for (const [alias, keyId] of account.kmsAliases) if (keyId === key.id) account.kmsAliases.delete(alias);
}

export function createAlias(account: Account, name: string, targetKey: string): void {
    if (!/^alias\/[a-zA-Z0-9/_-]+$/.test(name)) {
        throw new AwsError("ValidationException", `Alias must start with the prefix "alias/": ${name}`);
    }
    if (account.kmsAliases.has(name)) {
        throw new AwsError(
            "AlreadyExistsException",
            `An alias with the name ${kmsArn(account, name)} already exists`,
        );
    }
    account.kmsAliases.set(name, findKey(account, targetKey).id);
}

/** What compaction, snapshot management and file removal need of the key of an encrypted table. */
const maintenance = {
    service: "maintenance.s3tables.amazonaws.com",
    actions: ["kms:GenerateDataKey", "kms:Decrypt"],
};

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-tables-kms-permissions.html */
export function checkMaintenanceMayUse(
    account: Account,
    kmsKeyArn: string | undefined,
    tableArn: string,
): void {
    if (!kmsKeyArn) return;
    const key = findKey(account, kmsKeyArn);
    const statements = parsePolicy(key.policy).Statement.filter((statement) =>
        principalMatches(statement, "Service", [maintenance.service]),
    );
    const context = { "kms:EncryptionContext:aws:s3:arn": `${tableArn}/data/file` };
    const allowed = maintenance.actions.every((action) =>
        statementsAllow(statements, { action, resource: key.arn, context }),
    );
    if (allowed) return;
    throw new AwsError(
        "ForbiddenException",
        `The KMS key ${key.arn} does not allow ${maintenance.service} to perform ${maintenance.actions.join(" and ")}.`,
    );
}
