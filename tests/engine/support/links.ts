import type { Account } from "../../sandbox/aws";

/** Something that can be taken away; `takeAway` returns what puts it back. */
export interface Link {
    readonly name: string;
    readonly takeAway: (account: Account) => () => void;
    readonly error: RegExp;
}

/** Links that are in the catalog's own properties. */
export const PROPERTIES = [
    {
        name: "the signing name",
        changed: { "iceberg.catalog.rest.signing-name": "s3tables" },
        error: /signing-name/,
    },
    {
        name: "the signing Region",
        changed: { "iceberg.catalog.rest.signing-region": "eu-west-1" },
        error: /signing-region/,
    },
    {
        name: "the signature",
        changed: { "iceberg.catalog.rest.sigv4-enabled": "false" },
        error: /sigv4-enabled/,
    },
    {
        name: "the secret of the key",
        changed: { "iceberg.catalog.rest.secret-access-key": "wrong" },
        error: /IAM access key/,
    },
    {
        name: "the account in the warehouse",
        changed: { "iceberg.catalog.warehouse": "999999999999:s3tablescatalog/acme-lakehouse" },
        error: /iceberg\.catalog\.warehouse/,
    },
    {
        name: "the bucket in the warehouse",
        changed: { "iceberg.catalog.warehouse": "123456789012:s3tablescatalog/other" },
        error: /iceberg\.catalog\.warehouse/,
    },
    {
        name: "the endpoint",
        changed: { "iceberg.catalog.uri": "http://127.0.0.1:1/iceberg" },
        error: /iceberg\.catalog\.uri/,
    },
] as const;

/** Links that a preview checks, since nothing that StarRocks says would name them. */
export const PREVIEWED: readonly Link[] = [
    {
        name: "the mount",
        takeAway: (account) => {
            const { mount } = account;
            account.mount = undefined;
            return () => {
                account.mount = mount;
            };
        },
        error: /there is no mount/,
    },
    {
        name: "the mount's switch for external engines",
        takeAway: ({ mount }) => {
            mount!.allowFullTableExternalDataAccess = false;
            return () => {
                mount!.allowFullTableExternalDataAccess = true;
            };
        },
        error: /no full table access/,
    },
    {
        name: "the mount's mode",
        takeAway: ({ mount }) => {
            mount!.createTableDefaultPermissions = [
                { principal: "IAM_ALLOWED_PRINCIPALS", permissions: ["ALL"] },
            ];
            return () => {
                mount!.createTableDefaultPermissions = [];
            };
        },
        error: /IAM mode/,
    },
    {
        name: "the registration",
        takeAway: ({ registrations }) => {
            const kept = [...registrations];
            registrations.clear();
            return () => {
                for (const [arn, registration] of kept) {
                    registrations.set(arn, registration);
                }
            };
        },
        error: /not registered with Lake Formation/,
    },
    {
        name: "the registration's privileged access",
        takeAway: ({ registrations }) => {
            const [registration] = registrations.values();
            registration!.withPrivilegedAccess = false;
            return () => {
                registration!.withPrivilegedAccess = true;
            };
        },
        error: /without privileged access/,
    },
];
