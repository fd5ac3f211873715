import type * as pulumi from "@pulumi/pulumi";
import { AccessLevel, createsNamespaces } from "./access";
import { type IdentityArgs, identityProblems } from "./identity";
import { tableBucketProblems } from "./location";
import { catalogNameProblems, namespaceNameProblems } from "./names";
import type { IcebergCacheArgs } from "./starrocks/catalog/typedProperties";
import type { StarRocksConnectionArgs } from "./starrocks/connection/args";
import { type ArgumentProblem, problemsAt } from "./validation";

/** The catalog in StarRocks. */
export interface IntegrationCatalogArgs {
    /** Name of the external catalog. Default: the component's name, with underscores for other characters. */
    name?: string;
    /** Comment of the catalog. A change drops the catalog and makes it again. Default: none. */
    comment?: pulumi.Input<string>;
    /** What StarRocks caches of the catalog. Default: as StarRocks does it. */
    cache?: IcebergCacheArgs;
    /** Who decides on access in StarRocks: `native`, `ranger` or `allowall`. Default: the cluster's setting. */
    accessControl?: pulumi.Input<string>;
    /** More StarRocks properties, or other values than the component's. Default: none. */
    properties?: Record<string, pulumi.Input<string>>;
    /** True to alter a catalog of that name that is there already into shape. Default: false. */
    adopt?: pulumi.Input<boolean>;
}

/** What a role or a user may do in the catalog; StarRocks' own grants, beside those of AWS. */
export interface IntegrationGrantArgs {
    /** Name of the role. Either this or `user`. */
    role?: string;
    /** Name of the user, with `@` and a host if that isn't `%`. Either this or `role`. */
    user?: string;
    /** True to create the role if it is missing. It is never dropped. Default: false. */
    createRole?: boolean;
    /** What the role or user may do. Default: `AccessLevel.Read`. */
    access?: AccessLevel;
    /** Namespaces that the grant is limited to. Default: all, those of the future too. */
    namespaces?: string[];
}

/** Arguments of `StarRocksS3TablesIntegration`. */
export interface StarRocksS3TablesIntegrationArgs {
    /** Name of the table bucket to create in Amazon S3 Tables. */
    tableBucketName: pulumi.Input<string>;
    /** Namespaces to create in the table bucket. Removing one deletes it, which AWS refuses while it holds tables. */
    namespaces: string[];
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
     * `mountArn` of an `S3TablesFederation` in the same program, so that the mount is made first. Default: the
     * mount `s3tablescatalog` that the account and Region have already.
     */
    mountArn?: pulumi.Input<string>;
    /**
     * Address of the Iceberg REST endpoint, with its path: a VPC endpoint, a FIPS endpoint. Default: Glue's own,
     * `https://glue.<region>.<DNS suffix>/iceberg`.
     */
    restEndpoint?: pulumi.Input<string>;
    /**
     * True to let `destroy` delete the tables that the bucket holds, with their data. It must have been applied
     * by an `up` before. Default: false, then `destroy` fails while there are tables.
     */
    forceDestroy?: pulumi.Input<boolean>;
    /** Seconds to wait for new keys, policies and grants to take effect. Default: 120. */
    propagationTimeoutSeconds?: pulumi.Input<number>;
    /** Tags of every resource that takes tags. Default: none. */
    tags?: Record<string, pulumi.Input<string>>;
}

/** Name of the catalog: the given one, or the component's name with underscores for other characters. */
export function catalogNameOf(name: string, { catalog }: StarRocksS3TablesIntegrationArgs): string {
    return catalog?.name ?? name.replace(/[^A-Za-z0-9_]/g, "_");
}

/** What is wrong with the arguments that are known when the program runs, all at once. */
export function argumentProblems(name: string, args: StarRocksS3TablesIntegrationArgs): ArgumentProblem[] {
    const { tableBucketName, namespaces } = args;
    const problems = [
        ...(typeof tableBucketName === "string" ? tableBucketProblems(tableBucketName) : []),
        ...namespaces.flatMap((each, index) =>
            problemsAt(`namespaces[${index}]`, each, namespaceNameProblems(each)),
        ),
        ...repetitionProblems(namespaces),
        ...problemsAt(
            "catalog.name",
            catalogNameOf(name, args),
            catalogNameProblems(catalogNameOf(name, args)),
        ),
        ...identityProblems(args.identity),
        ...grantProblems(args.grants ?? []),
    ];
    if (namespaces.length === 0 && !createsNamespaces(args.access ?? AccessLevel.Read)) {
        problems.push({
            path: "namespaces",
            problem: "is empty; name at least one, or give AccessLevel.Manage",
        });
    }
    return problems;
}

function repetitionProblems(namespaces: readonly string[]): ArgumentProblem[] {
    return namespaces.flatMap((each, index) =>
        namespaces.indexOf(each) < index ? problemsAt(`namespaces[${index}]`, each, ["is named twice"]) : [],
    );
}

function grantProblems(grants: readonly IntegrationGrantArgs[]): ArgumentProblem[] {
    return grants.flatMap(({ role, user }, index) =>
        (role === undefined) === (user === undefined)
            ? [{ path: `grants[${index}]`, problem: "needs either role or user" }]
            : grants.findIndex((each) => each.role === role && each.user === user) < index
              ? [{ path: `grants[${index}]`, problem: `is a second grant for "${role ?? user}"` }]
              : [],
    );
}
