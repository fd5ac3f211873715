import { attachPolicy } from "./iamPolicies";
import { accessKeysOf, createAccessKey, createUser } from "./iamPrincipals";
import type { AccessKey } from "./iamState";
import { uniqueId } from "./identifiers";
import { initialDataLakeSettings } from "./lakeFormation";
import {
    type Account,
    defaultProviderTraits,
    defaultQuotas,
    type Propagation,
    type ProviderTraits,
    type Quotas,
} from "./state";

export interface AccountOptions {
    accountId?: string;
    region?: string;
    partition?: string;
    propagation?: Partial<Propagation>;
    quotas?: Partial<Quotas>;
    provider?: Partial<ProviderTraits>;
    now?: () => number;
}

/** The actions of AmazonS3TablesLakeFormationServiceRole, version 6 of 2026-02-12. */
const lakeFormationRoleActions = [
    ...[
        "CreateTableBucket",
        "GetTableBucket",
        "CreateNamespace",
        "GetNamespace",
        "ListNamespaces",
        "DeleteNamespace",
    ],
    ...["DeleteTableBucket", "CreateTable", "DeleteTable", "GetTable", "ListTables", "RenameTable"],
    ...["UpdateTableMetadataLocation", "GetTableMetadataLocation", "GetTableData", "PutTableData"],
].map((action) => `s3tables:${action}`);

const awsManagedPolicies = [
    { name: "AdministratorAccess", path: "/", actions: ["*"] },
    {
        name: "AmazonS3TablesLakeFormationServiceRole",
        path: "/service-role/",
        actions: ["s3tables:ListTableBuckets", "kms:DescribeKey", ...lakeFormationRoleActions],
    },
    { name: "AmazonS3TablesFullAccess", path: "/", actions: ["s3tables:*"] },
    { name: "AmazonS3TablesReadOnlyAccess", path: "/", actions: ["s3tables:Get*", "s3tables:List*"] },
];

function addAwsManagedPolicies(account: Account): void {
    for (const { name, path, actions } of awsManagedPolicies) {
        const arn = `arn:${account.partition}:iam::aws:policy${path}${name}`;
        const statement = { Effect: "Allow", Action: actions, Resource: "*" };
        const document = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
        account.policies.set(arn, {
            arn,
            name,
            path,
            document,
            id: uniqueId("ANPA"),
            description: "",
            awsManaged: true,
            tags: {},
        });
    }
}

/** An account with one administrator, who is also the only data lake administrator. */
export function createAccount(options: AccountOptions = {}): Account {
    const { accountId = "123456789012", region = "us-east-1", partition = "aws", now = Date.now } = options;
    const deployerArn = `arn:${partition}:iam::${accountId}:user/deployer`;
    const account = {
        id: accountId,
        region,
        partition,
        now,
        quotas: { ...defaultQuotas, ...options.quotas },
        propagation: { keysMs: 0, grantsMs: 0, ...options.propagation },
        provider: { ...defaultProviderTraits, ...options.provider },
        users: new Map(),
        roles: new Map(),
        accessKeys: new Map(),
        sessions: new Map(),
        policies: new Map(),
        attachments: [],
        tableBuckets: new Map(),
        deletedTableBuckets: new Set(),
        namespaces: new Map(),
        tables: new Map(),
        objects: new Map(),
        uploads: new Map(),
        mount: undefined,
        registrations: new Map(),
        dataLakeSettings: initialDataLakeSettings(deployerArn),
        grants: [],
        kmsKeys: new Map(),
        kmsAliases: new Map(),
    } as Omit<Account, "deployer"> as Account;
    addAwsManagedPolicies(account);
    account.deployer = createUser(account, { name: "deployer" });
    attachPolicy(account, "user", "deployer", `arn:${partition}:iam::aws:policy/AdministratorAccess`);
    // The administrator was there before: its key has long spread.
    const key = createAccessKey(account, "deployer");
    account.accessKeys.set(key.id, { ...key, createdAt: Number.NEGATIVE_INFINITY });
    return account;
}

export function deployerKey(account: Account): AccessKey {
    const [key] = accessKeysOf(account, account.deployer.name);
    if (!key) throw new Error("The deployer has lost its access key.");
    return key;
}
