import * as pulumi from "@pulumi/pulumi";
import { settingsOfProvider, withDefaultTags } from "../awsAccess/providerSettings";
import { kmsKeyPlaceProblems } from "../common/arns";
import { headingFor, refuseArguments } from "../common/schema/refuse";
import { problemsAt, refuse } from "../common/validation";
import { AccessMode } from "../permissions/access";
import { lakeFormationDataPolicy } from "../permissions/lakeFormation/rolePolicy";
import { accountOf } from "../storage/location";
import { type AwsPlace, glueArn, MOUNT_NAME } from "../storage/warehouse";
import { type SharedArgs, SharedResource } from "./accountSetup/resource";
import { federationSchema } from "./schema";

/** Arguments of `S3TablesFederation`. */
export interface S3TablesFederationArgs {
    /**
     * Whether Lake Formation or IAM controls access through the mount: the mode of a new mount, and the mode that an
     * existing one must be in. In IAM mode there is no registration and no role. Default: `AccessMode.LakeFormation`.
     */
    accessMode?: AccessMode;
    /** ARNs of the KMS keys that encrypt table buckets, for Lake Formation's role. Default: none. */
    kmsKeyArns?: pulumi.Input<string>[];
    /**
     * True to keep the mount, the registration and its role in the account when the stack is destroyed or the component
     * is removed, because the whole account and Region share them. False to delete those that this stack created,
     * unless they are still needed. Default: true.
     */
    retain?: boolean;
    /** Tags of the mount and the role, if this stack creates them. Default: none. */
    tags?: Record<string, pulumi.Input<string>>;
}

/**
 * The resources needed once per account and Region: the mount of all table buckets in Glue (`s3tablescatalog`), with
 * full table access for external engines; in Lake Formation mode also their registration as a data location and the
 * role that Lake Formation assumes.
 *
 * Existing resources are used as they are; a mount in the other mode is refused at preview. The stack changes and
 * deletes only what it created, and never the account's Lake Formation settings.
 *
 * @example The mount, and an integration that waits for it
 * ```ts
 * import { S3TablesFederation, StarRocksS3TablesIntegration } from "pulumi-starrocks-s3tables";
 *
 * const federation = new S3TablesFederation("federation");
 * export const lake = new StarRocksS3TablesIntegration("lakehouse", {
 *     tableBucketName: "acme-lakehouse-dev",
 *     namespaces: ["sales"],
 *     mountArn: federation.mountArn,
 * });
 * ```
 */
export class S3TablesFederation extends pulumi.ComponentResource {
    /** ARN of the mount, known once the table buckets are mounted and registered. */
    public readonly mountArn: pulumi.Output<string>;
    /** ARN of the role that Lake Formation uses to read and write the tables' data; empty in IAM mode. */
    public readonly roleArn: pulumi.Output<string>;

    constructor(name: string, args: S3TablesFederationArgs = {}, opts?: pulumi.ComponentResourceOptions) {
        refuseArguments(name, federationSchema, args);
        super("pulumi-starrocks-s3tables:index:S3TablesFederation", name, args, opts);
        const place = accountOf(this);
        const accessMode = args.accessMode ?? AccessMode.LakeFormation;
        const setup: Setup = {
            place,
            args: {
                accessMode,
                region: place.region,
                accountId: place.accountId,
                partition: place.partition,
                awsProvider: settingsOfProvider(this),
            },
            tags: withDefaultTags(args.tags, this),
            opts: { parent: this, retainOnDelete: args.retain ?? true },
        };
        const registration =
            accessMode === AccessMode.LakeFormation
                ? registerTableBuckets(name, setup, args.kmsKeyArns ?? [])
                : undefined;
        const mount = new SharedResource(
            `${name}-mount`,
            { kind: "mount", ...setup.args, tags: setup.tags },
            { ...setup.opts, dependsOn: registration },
        );
        // Known in a preview that changes the mount, and not in one that makes it.
        this.mountArn = pulumi
            .all([place, mount.id])
            .apply(([known]) => glueArn(known, `catalog/${MOUNT_NAME}`));
        this.roleArn = registration?.registeredRoleArn ?? pulumi.output("");
        this.registerOutputs({ mountArn: this.mountArn, roleArn: this.roleArn });
    }
}

/** What all parts of a federation have in common. */
interface Setup {
    readonly place: pulumi.Output<AwsPlace>;
    readonly args: Omit<SharedArgs, "kind">;
    readonly tags: pulumi.Input<Record<string, string>> | undefined;
    readonly opts: pulumi.CustomResourceOptions;
}

/** The registration comes once the role may read and write, and the mount once the table buckets are registered. */
function registerTableBuckets(
    name: string,
    { place, args, tags, opts }: Setup,
    kmsKeyArns: pulumi.Input<string>[],
): SharedResource {
    const role = new SharedResource(`${name}-role`, { kind: "role", ...args, tags }, opts);
    const policy = pulumi.all([place, pulumi.all(kmsKeyArns)]).apply(([known, keys]) => {
        refuse(
            headingFor(name),
            keys.flatMap((key, index) =>
                problemsAt(`kmsKeyArns[${index}]`, undefined, kmsKeyPlaceProblems(key, known)),
            ),
        );
        return JSON.stringify(lakeFormationDataPolicy(known, keys));
    });
    const rolePolicy = new SharedResource(
        `${name}-role-policy`,
        { kind: "rolePolicy", ...args, roleName: role.roleName, roleMade: role.made, policy },
        opts,
    );
    return new SharedResource(
        `${name}-registration`,
        { kind: "registration", ...args, roleArn: role.arn },
        { ...opts, dependsOn: [rolePolicy] },
    );
}
