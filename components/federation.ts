import { glue, iam, lakeformation } from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { findAccount } from "./location";
import { lookUp } from "./lookUp";
import { modeProblems } from "./mount";
import { lakeFormationDataPolicy, lakeFormationTrustPolicy } from "./policy";
import { refuse } from "./validation";
import { type AwsPlace, allTableBucketsArn, MOUNT_NAME } from "./warehouse";

/** Arguments of `S3TablesFederation`. */
export interface S3TablesFederationArgs {
    /**
     * True to keep the mount, the registration and its role in the account when the stack is destroyed or the
     * component is removed: everybody in the account and Region shares them. Default: true.
     */
    retain?: boolean;
    /** Tags of every resource that takes tags. Default: none. */
    tags?: Record<string, pulumi.Input<string>>;
}

/**
 * What Lake Formation mode needs once per account and Region: the mount of all table buckets in Glue
 * (`s3tablescatalog`), their registration as a data location with a role that Lake Formation assumes, and full
 * table access for external engines on the mount.
 *
 * A mount that is there already is adopted as it is, if it fits; nothing of it is ever changed. The account's
 * settings of Lake Formation are not touched.
 */
export class S3TablesFederation extends pulumi.ComponentResource<FederationResources> {
    /** ARN of the mount, known once the table buckets are mounted and registered. */
    public readonly mountArn: pulumi.Output<string>;
    /** ARN of the role with which Lake Formation reads and writes the tables' data. */
    public readonly roleArn: pulumi.Output<string>;

    constructor(name: string, args: S3TablesFederationArgs = {}, opts?: pulumi.ComponentResourceOptions) {
        super("pulumi-starrocks-s3tables:index:S3TablesFederation", name, args, opts);
        const resources = pulumi.output(this.getData());
        this.mountArn = resources.mountArn;
        this.roleArn = resources.roleArn;
    }

    /** Looks at the account first: what is there decides whether the mount and the role are made or adopted. */
    protected override async initialize(
        args: S3TablesFederationArgs,
        _opts: pulumi.ComponentResourceOptions,
        name: string,
    ): Promise<FederationResources> {
        const place = await findAccount(this);
        const roleName = `StarRocksS3TablesLakeFormation-${place.region}`;
        const existing = await inspect(place, roleName, this);
        const shared: pulumi.CustomResourceOptions = { parent: this, retainOnDelete: args.retain ?? true };

        const role = createRole(name, roleName, place, args, { ...shared, import: existing.roleId });
        const rolePolicy = createRolePolicy(name, role, place, shared);
        const registration = registerTableBuckets(name, role, place, { ...shared, dependsOn: [rolePolicy] });
        const mount = createMount(name, place, args, {
            ...shared,
            dependsOn: [registration],
            import: existing.mountId,
        });
        return { mountArn: mount.arn, roleArn: role.arn };
    }
}

interface FederationResources {
    readonly mountArn: pulumi.Output<string>;
    readonly roleArn: pulumi.Output<string>;
}

interface Existing {
    readonly roleId?: string;
    readonly mountId?: string;
}

async function inspect(place: AwsPlace, roleName: string, parent: pulumi.Resource): Promise<Existing> {
    const [role, mount] = await Promise.all([
        lookUp(() => iam.getRole({ name: roleName }, { parent })),
        lookUp(() => glue.getCatalog({ name: MOUNT_NAME }, { parent })),
    ]);
    refuse(
        `Region ${place.region} of account ${place.accountId} isn't ready for Lake Formation mode`,
        mount.state === "found" ? modeProblems(mount.value) : [],
        parent,
    );
    return {
        ...(role.state === "found" && { roleId: roleName }),
        ...(mount.state === "found" && { mountId: MOUNT_NAME }),
    };
}

function createRole(
    name: string,
    roleName: string,
    place: AwsPlace,
    { tags }: S3TablesFederationArgs,
    opts: pulumi.CustomResourceOptions,
): iam.Role {
    return new iam.Role(
        `${name}-role`,
        {
            name: roleName,
            description: "Lake Formation reads and writes the data of S3 table buckets with this role",
            assumeRolePolicy: JSON.stringify(lakeFormationTrustPolicy(place)),
            tags,
        },
        opts,
    );
}

function createRolePolicy(
    name: string,
    role: iam.Role,
    place: AwsPlace,
    opts: pulumi.CustomResourceOptions,
): iam.RolePolicy {
    return new iam.RolePolicy(
        `${name}-role-policy`,
        { name: "S3Tables", role: role.name, policy: JSON.stringify(lakeFormationDataPolicy(place)) },
        opts,
    );
}

function registerTableBuckets(
    name: string,
    role: iam.Role,
    place: AwsPlace,
    opts: pulumi.CustomResourceOptions,
): lakeformation.Resource {
    return new lakeformation.Resource(
        `${name}-registration`,
        {
            arn: allTableBucketsArn(place),
            roleArn: role.arn,
            withFederation: true,
            withPrivilegedAccess: true,
        },
        // The flag reads back false for an ARN that ends in a wildcard, which would replace the registration.
        { ...opts, ignoreChanges: ["withFederation"] },
    );
}

function createMount(
    name: string,
    place: AwsPlace,
    { tags }: S3TablesFederationArgs,
    opts: pulumi.CustomResourceOptions,
): glue.Catalog {
    return new glue.Catalog(
        `${name}-mount`,
        {
            name: MOUNT_NAME,
            federatedCatalog: { identifier: allTableBucketsArn(place), connectionName: "aws:s3tables" },
            // Without default permissions access is decided by Lake Formation; with the switch, external engines
            // get credentials for whole tables from it.
            createDatabaseDefaultPermissions: [],
            createTableDefaultPermissions: [],
            allowFullTableExternalDataAccess: "True",
            tags,
        },
        // Any change of a federated catalog replaces it, and everybody's view with it.
        { ...opts, ignoreChanges: ["*"] },
    );
}
