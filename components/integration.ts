import { iam } from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { AccessLevel } from "./access";
import { createIdentity } from "./identity";
import { argumentProblems, catalogNameOf, type StarRocksS3TablesIntegrationArgs } from "./integrationArgs";
import { createLakeFormationGrants } from "./lakeFormation/grants";
import { locateTableBucket } from "./location";
import { requireMount } from "./mount";
import { glueRestPolicy } from "./policy";
import { StarRocksCatalog } from "./starrocks/catalog/resource";
import { StarRocksGrant } from "./starrocks/grant/resource";
import { createStorage } from "./storage";
import { refuse, UNUSABLE_ARGUMENTS } from "./validation";
import { federatedCatalogId, glueRestEndpoint, type TableBucketPlace } from "./warehouse";

/**
 * Connects StarRocks to Amazon S3 Tables: a table bucket with namespaces, an IAM policy and the identity that
 * carries it, Lake Formation grants, and the external catalog in StarRocks.
 */
export class StarRocksS3TablesIntegration extends pulumi.ComponentResource {
    /** Name of the external catalog: `SET CATALOG <name>`. */
    public readonly catalogName: pulumi.Output<string>;
    /** ARN of the table bucket. */
    public readonly tableBucketArn: pulumi.Output<string>;
    /** ARN of the IAM user or role whose permissions StarRocks uses. */
    public readonly principalArn: pulumi.Output<string>;
    /** ARN of the IAM policy. */
    public readonly policyArn: pulumi.Output<string>;
    /** Iceberg warehouse that the catalog uses: `<account>:s3tablescatalog/<table bucket>`. */
    public readonly warehouse: pulumi.Output<string>;
    /** Iceberg REST endpoint that the catalog uses. */
    public readonly restEndpoint: pulumi.Output<string>;

    constructor(
        name: string,
        args: StarRocksS3TablesIntegrationArgs,
        opts?: pulumi.ComponentResourceOptions,
    ) {
        // The engine gets no arguments to keep: it would store the password among them.
        super("pulumi-starrocks-s3tables:index:StarRocksS3TablesIntegration", name, {}, opts);
        refuse(UNUSABLE_ARGUMENTS, argumentProblems(name, args), this);

        const place = locateTableBucket(args.tableBucketName, this);
        const mount = requireMount(place, args.mountArn, this);
        const { bucket, namespaces } = createStorage(name, args, this);
        const policy = createPolicy(name, args, place, this);
        const identity = createIdentity(name, args.identity, policy.arn, args.tags, this);
        const grants = createLakeFormationGrants(
            name,
            {
                access: accessOf(args),
                region: place.region,
                principalArn: identity.principalArn,
                catalogId: place.apply(federatedCatalogId),
                namespaces: args.namespaces,
            },
            { parent: this, dependsOn: mount.apply((checked) => [...checked, bucket, ...namespaces]) },
        );

        this.tableBucketArn = bucket.arn;
        this.principalArn = identity.principalArn;
        this.policyArn = policy.arn;
        this.warehouse = place.apply(federatedCatalogId);
        this.restEndpoint = pulumi.output(args.restEndpoint ?? place.apply(glueRestEndpoint));

        const catalog = new StarRocksCatalog(
            `${name}-catalog`,
            {
                connection: args.starrocks ?? {},
                catalogName: catalogNameOf(name, args),
                comment: args.catalog?.comment,
                rest: {
                    uri: this.restEndpoint,
                    warehouse: this.warehouse,
                    signingName: "glue",
                    signingRegion: place.region,
                    ...identity.accessKey,
                },
                s3: { region: place.region },
                cache: args.catalog?.cache,
                accessControl: args.catalog?.accessControl,
                properties: args.catalog?.properties,
                namespaces: args.namespaces,
                adopt: args.catalog?.adopt,
                propagationTimeoutSeconds: args.propagationTimeoutSeconds,
            },
            { parent: this, dependsOn: [...namespaces, identity.attachment, ...grants] },
        );
        catalogs.set(this, catalog);
        createStarRocksGrants(name, args, catalog, this);
        this.catalogName = catalog.catalogName;

        this.registerOutputs({
            catalogName: this.catalogName,
            tableBucketArn: this.tableBucketArn,
            principalArn: this.principalArn,
            policyArn: this.policyArn,
            warehouse: this.warehouse,
            restEndpoint: this.restEndpoint,
        });
    }

    /** The catalog in StarRocks, for what else depends on it. */
    get catalog(): StarRocksCatalog {
        return catalogs.get(this)!;
    }
}

/** A component's fields are its outputs in every language, and a dynamic resource can't be one of them. */
const catalogs = new WeakMap<StarRocksS3TablesIntegration, StarRocksCatalog>();

function accessOf({ access }: StarRocksS3TablesIntegrationArgs): AccessLevel {
    return access ?? AccessLevel.Read;
}

function createStarRocksGrants(
    name: string,
    { grants = [], starrocks }: StarRocksS3TablesIntegrationArgs,
    catalog: StarRocksCatalog,
    parent: pulumi.Resource,
): void {
    for (const { role, user, access, ...scope } of grants) {
        new StarRocksGrant(
            `${name}-${role === undefined ? `user-${user}` : `role-${role}`}`,
            {
                ...scope,
                role,
                user,
                access: access ?? AccessLevel.Read,
                connection: starrocks,
                catalogName: catalog.catalogName,
            },
            { parent },
        );
    }
}

function createPolicy(
    name: string,
    args: StarRocksS3TablesIntegrationArgs,
    place: pulumi.Output<TableBucketPlace>,
    parent: pulumi.Resource,
): iam.Policy {
    return new iam.Policy(
        `${name}-policy`,
        {
            description: `What StarRocks may do with the S3 table bucket of ${name}`,
            policy: place.apply((known) =>
                JSON.stringify(glueRestPolicy(known, args.namespaces, accessOf(args))),
            ),
            tags: args.tags,
        },
        { parent },
    );
}
