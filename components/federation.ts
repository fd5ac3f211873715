import { glue, iam, lakeformation } from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { AccessMode } from "./access";
import { modeProblems } from "./accountProblems";
import { kmsKeyPlaceProblems } from "./arns";
import { federationSchema } from "./federationSchema";
import {
    lakeFormationDataPolicy,
    lakeFormationRoleName,
    lakeFormationTrustPolicy,
} from "./lakeFormation/rolePolicy";
import { findAccount } from "./location";
import { lookUp } from "./lookUp";
import { notKnownYet } from "./notKnown";
import { headingFor, refuseArguments } from "./schema/refuse";
import { problemsAt, refuse } from "./validation";
import { type AwsPlace, allTableBucketsArn, MOUNT_NAME } from "./warehouse";

/** Arguments of `S3TablesFederation`. */
export interface S3TablesFederationArgs {
    /**
     * Who decides what is read through the mount: the mode of a new one, and what an existing one must be in. In IAM
     * mode there is no registration and no role. Default: `AccessMode.LakeFormation`.
     */
    accessMode?: AccessMode;
    /** ARNs of KMS keys with which table buckets are encrypted, for Lake Formation's role. Default: none. */
    kmsKeyArns?: pulumi.Input<string>[];
    /**
     * True to keep the mount, the registration and its role in the account when the stack is destroyed or the
     * component is removed: everybody in the account and Region shares them. False deletes them even if somebody
     * else had made them before. Default: true.
     */
    retain?: boolean;
    /** Tags of every resource that takes tags. Default: none. */
    tags?: Record<string, pulumi.Input<string>>;
}

/**
 * What is needed once per account and Region: the mount of all table buckets in Glue (`s3tablescatalog`), and in
 * Lake Formation mode their registration as a data location with a role that Lake Formation assumes, and full table
 * access for external engines on the mount.
 *
 * A mount that is there already is adopted as it is; one of the other mode is refused at preview. Nothing of it is ever
 * changed, nor are the account's settings of Lake Formation.
 */
export class S3TablesFederation extends pulumi.ComponentResource<FederationResources> {
    /** ARN of the mount, known once the table buckets are mounted and registered. */
    public readonly mountArn: pulumi.Output<string>;
    /** ARN of the role with which Lake Formation reads and writes the tables' data; empty in IAM mode. */
    public readonly roleArn: pulumi.Output<string>;

    constructor(name: string, args: S3TablesFederationArgs = {}, opts?: pulumi.ComponentResourceOptions) {
        refuseArguments(name, federationSchema, args);
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
        if (place === undefined) {
            const later = pulumi.output(notKnownYet<string>());
            return { mountArn: later, roleArn: later };
        }
        const mode = args.accessMode ?? AccessMode.LakeFormation;
        const shared: pulumi.CustomResourceOptions = { parent: this, retainOnDelete: args.retain ?? true };
        const existingMount = await findMount(place, mode, this);
        const registered =
            mode === AccessMode.LakeFormation
                ? await registerTableBuckets(name, place, args, shared)
                : undefined;
        const mount = createMount(name, place, mode, args, {
            ...shared,
            dependsOn: registered?.registration,
            import: existingMount,
        });
        return { mountArn: mount.arn, roleArn: registered?.role.arn ?? pulumi.output("") };
    }
}

interface FederationResources {
    readonly mountArn: pulumi.Output<string>;
    readonly roleArn: pulumi.Output<string>;
}

/** Id of a mount that is there already; refuses one of the other mode. */
async function findMount(
    place: AwsPlace,
    mode: AccessMode,
    parent: pulumi.Resource,
): Promise<string | undefined> {
    const mount = await lookUp(() => glue.getCatalog({ name: MOUNT_NAME }, { parent }), "arn");
    if (mount.state !== "found") {
        return undefined;
    }
    refuse(
        `Region ${place.region} of account ${place.accountId} has another mount`,
        modeProblems(mount.value, mode),
    );
    return MOUNT_NAME;
}

interface Registered {
    readonly role: iam.Role;
    readonly registration: lakeformation.Resource;
}

async function registerTableBuckets(
    name: string,
    place: AwsPlace,
    args: S3TablesFederationArgs,
    opts: pulumi.CustomResourceOptions,
): Promise<Registered> {
    const roleName = lakeFormationRoleName(place);
    const existing = await lookUp(() => iam.getRole({ name: roleName }, { parent: opts.parent }), "arn");
    const role = createRole(name, roleName, place, args, {
        ...opts,
        import: existing.state === "found" ? roleName : undefined,
    });
    const rolePolicy = createRolePolicy(name, role, place, args, opts);
    const registration = createRegistration(name, role, place, { ...opts, dependsOn: [rolePolicy] });
    return { role, registration };
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
    { kmsKeyArns = [] }: S3TablesFederationArgs,
    opts: pulumi.CustomResourceOptions,
): iam.RolePolicy {
    return new iam.RolePolicy(
        `${name}-role-policy`,
        {
            name: "S3Tables",
            role: role.name,
            policy: pulumi.all(kmsKeyArns).apply((keys) => {
                refuse(
                    headingFor(name),
                    keys.flatMap((key, index) =>
                        problemsAt(`kmsKeyArns[${index}]`, undefined, kmsKeyPlaceProblems(key, place)),
                    ),
                );
                return JSON.stringify(lakeFormationDataPolicy(place, keys));
            }),
        },
        opts,
    );
}

function createRegistration(
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
        // One that somebody else has made is taken as it is; and withFederation reads back false for an ARN that ends
        // in a wildcard, which would replace the registration.
        { ...opts, ignoreChanges: ["*"] },
    );
}

function createMount(
    name: string,
    place: AwsPlace,
    mode: AccessMode,
    { tags }: S3TablesFederationArgs,
    opts: pulumi.CustomResourceOptions,
): glue.Catalog {
    const defaultPermissions = MOUNT_DEFAULT_PERMISSIONS[mode];
    return new glue.Catalog(
        `${name}-mount`,
        {
            name: MOUNT_NAME,
            federatedCatalog: { identifier: allTableBucketsArn(place), connectionName: "aws:s3tables" },
            createDatabaseDefaultPermissions: defaultPermissions,
            createTableDefaultPermissions: defaultPermissions,
            // With the switch, external engines get credentials for whole tables from Lake Formation.
            allowFullTableExternalDataAccess: "True",
            tags,
        },
        // Any change of a federated catalog replaces it, and everybody's view with it.
        { ...opts, ignoreChanges: ["*"] },
    );
}

/** Of the mount: without default permissions access is decided by Lake Formation; with these, by IAM alone. */
export const MOUNT_DEFAULT_PERMISSIONS: Readonly<
    Record<AccessMode, { permissions: string[]; principal: object }[]>
> = {
    LakeFormation: [],
    Iam: [{ permissions: ["ALL"], principal: { dataLakePrincipalIdentifier: "IAM_ALLOWED_PRINCIPALS" } }],
};
