import * as pulumi from "@pulumi/pulumi";
import { settingsOfProvider } from "../awsAccess/providerSettings";
import { isRoleArn } from "../common/arns";
import { headingFor } from "../common/schema/refuse";
import { refuse } from "../common/validation";
import type { AccountFindings } from "../federation/accountProblems";
import { requireMount } from "../federation/mount";
import { requireInstalled } from "../hosts/installed";
import { createIdentity, type Identity } from "../identity/identity";
import { AccessLevel, AccessMode } from "../permissions/access";
import { grantTable } from "../permissions/lakeFormation/grantKeys";
import { LakeFormationGrants } from "../permissions/lakeFormation/grants";
import { createPolicies } from "../permissions/policies";
import { StarRocksCatalog } from "../starrocks/catalog/resource";
import type { S3DataArgs } from "../starrocks/catalog/typedProperties";
import { StarRocksGrant } from "../starrocks/grant/resource";
import { createEncryption, keyPolicyStatements } from "../storage/encryption";
import { locateTableBucket } from "../storage/location";
import { createStorage } from "../storage/storage";
import { federatedCatalogId, restEndpoint, SIGNING_NAMES, warehouse } from "../storage/warehouse";
import type { StarRocksS3TablesIntegrationArgs } from "./args";
import { accessRequest, argumentProblems, catalogNameOf } from "./problems";
import { sandboxEndpoint } from "./sandbox";
import { type IntegrationSnippets, snippets } from "./snippets";

/**
 * Connects StarRocks to Amazon S3 Tables: a table bucket with namespaces, an IAM policy and the identity it is attached
 * to, Lake Formation grants, and the external catalog in StarRocks.
 *
 * The names of all its resources begin with the component's name. The preview refuses arguments that can't work and an
 * account that doesn't fit, and reports all problems in one message.
 *
 * @example A new bucket, and a role that may read it
 * ```ts
 * import { AccessLevel, StarRocksS3TablesIntegration } from "pulumi-starrocks-s3tables";
 *
 * const lake = new StarRocksS3TablesIntegration("lakehouse", {
 *     tableBucketName: "acme-lakehouse-dev",
 *     namespaces: ["sales", "web"],
 *     access: AccessLevel.Write,
 *     grants: [{ role: "analyst", createRole: true, access: AccessLevel.Read }],
 * });
 * export const snippets = lake.snippets;
 * ```
 *
 * @example An existing bucket, and the role of the frontends
 * ```ts
 * import { StarRocksS3TablesIntegration } from "pulumi-starrocks-s3tables";
 *
 * export const lake = new StarRocksS3TablesIntegration("lakehouse", {
 *     tableBucketArn: "arn:aws:s3tables:us-east-1:123456789012:bucket/acme-lakehouse",
 *     namespaces: ["sales"],
 *     createNamespaces: false,
 *     identity: { roleName: "starrocks-frontends" },
 * });
 * ```
 */
export class StarRocksS3TablesIntegration extends pulumi.ComponentResource {
    /** Name of the external catalog: `SET CATALOG <name>`. */
    public readonly catalogName: pulumi.Output<string>;
    /** ARN of the table bucket. */
    public readonly tableBucketArn: pulumi.Output<string>;
    /** ARN of the IAM user or role whose permissions StarRocks uses. */
    public readonly principalArn: pulumi.Output<string>;
    /** ARNs of the IAM policies; more than one if the namespaces don't fit into a single policy. */
    public readonly policyArns: pulumi.Output<string[]>;
    /** Iceberg warehouse that the catalog uses: `<account>:s3tablescatalog/<table bucket>`, or the bucket's ARN. */
    public readonly warehouse: pulumi.Output<string>;
    /** Iceberg REST endpoint that the catalog uses. */
    public readonly restEndpoint: pulumi.Output<string>;
    /** Statements, as JSON, that the policy of the table bucket's KMS key needs. */
    public readonly keyPolicyStatements: pulumi.Output<string>;
    /** Settings to copy for using the same tables in StarRocks, Spark, Trino and PyIceberg; without credentials. */
    public readonly snippets: pulumi.Output<IntegrationSnippets>;

    constructor(
        name: string,
        args: StarRocksS3TablesIntegrationArgs,
        opts?: pulumi.ComponentResourceOptions,
    ) {
        requireInstalled();
        refuse(headingFor(name), argumentProblems(name, args));
        // The engine gets no arguments to keep: it would store the password among them.
        super("pulumi-starrocks-s3tables:index:StarRocksS3TablesIntegration", name, {}, opts);

        const request = accessRequest(args);
        const { tags, mountArn } = args;
        const place = locateTableBucket(name, args, this);
        const account = requireMount({ ...request, place, mountArn }, this);
        const keyStatements = pulumi
            .all([place, account])
            .apply(([known, found]) => keyPolicyStatements(known, registeredRole(found)));
        // Nothing is made in an account that doesn't fit.
        const child: pulumi.CustomResourceOptions = { parent: this, dependsOn: account.apply(() => []) };
        const encryption = createEncryption(name, args.encryption, place, keyStatements, tags, child);
        const storage = createStorage(name, args, encryption, child);
        const policies = createPolicies(
            name,
            { request, kmsKeyArn: encryption?.kmsKeyArn, place, tags },
            { parent: this, dependsOn: account.apply(() => storage.bucket) },
        );
        const identity = createIdentity(name, { identity: args.identity, policies, tags }, child);
        const grants =
            request.mode === AccessMode.LakeFormation
                ? [
                      new LakeFormationGrants(
                          `${name}-lake-formation-grants`,
                          {
                              region: place.region,
                              awsProvider: settingsOfProvider(this),
                              catalogId: place.apply(federatedCatalogId),
                              principal: identity.principalArn,
                              principalIsOwn: identity.isOwn,
                              grants: grantTable(request.level, request.namespaces),
                              propagationTimeoutSeconds: args.propagationTimeoutSeconds,
                          },
                          { parent: this, dependsOn: account.apply(() => [...storage.resources]) },
                      ),
                  ]
                : [];

        this.tableBucketArn = storage.tableBucketArn;
        this.principalArn = identity.principalArn;
        this.policyArns = pulumi.all(policies.map(({ arn }) => arn));
        this.warehouse = place.apply((known) => warehouse(request.endpoint, known));
        this.restEndpoint = pulumi.output(
            args.restEndpoint ??
                sandboxEndpoint(request.endpoint, args.starrocks)?.(place.accountId) ??
                place.apply((known) => restEndpoint(request.endpoint, known)),
        );
        this.keyPolicyStatements = keyStatements.apply((statements) => JSON.stringify(statements));

        const catalog = new StarRocksCatalog(
            `${name}-catalog`,
            {
                connection: args.starrocks ?? {},
                catalogName: catalogNameOf(name, args),
                comment: args.catalog?.comment,
                rest: {
                    uri: this.restEndpoint,
                    warehouse: this.warehouse,
                    signingName: SIGNING_NAMES[request.endpoint],
                    signingRegion: place.region,
                    ...identity.accessKey,
                    ...(request.mode === AccessMode.Iam && { vendedCredentials: false }),
                },
                s3: {
                    region: place.region,
                    ...(request.mode === AccessMode.Iam && ownCredentials(identity)),
                },
                cache: args.catalog?.cache,
                accessControl: args.catalog?.accessControl,
                properties: args.catalog?.properties,
                namespaces: args.namespaces,
                adopt: args.catalog?.adopt,
                propagationTimeoutSeconds: args.propagationTimeoutSeconds,
            },
            {
                parent: this,
                dependsOn: account.apply(() => [...storage.resources, ...identity.attachments, ...grants]),
            },
        );
        catalogs.set(this, catalog);
        createStarRocksGrants(name, args, catalog, this);
        this.catalogName = catalog.catalogName;
        this.snippets = pulumi
            .all([place, this.catalogName, this.restEndpoint, this.warehouse])
            .apply(([{ region, tableBucketName }, catalogName, uri, name]) =>
                snippets({
                    catalogName,
                    tableBucketName,
                    namespaces: args.namespaces,
                    restEndpoint: uri,
                    warehouse: name,
                    signingName: SIGNING_NAMES[request.endpoint],
                    region,
                    isVended: request.mode === AccessMode.LakeFormation,
                }),
            );

        this.registerOutputs({
            catalogName: this.catalogName,
            tableBucketArn: this.tableBucketArn,
            principalArn: this.principalArn,
            policyArns: this.policyArns,
            warehouse: this.warehouse,
            restEndpoint: this.restEndpoint,
            keyPolicyStatements: this.keyPolicyStatements,
            snippets: this.snippets,
        });
    }

    /** The catalog in StarRocks, for resources that depend on it. */
    get catalog(): StarRocksCatalog {
        return catalogs.get(this)!;
    }
}

/** A component's fields are its outputs in every language, and a dynamic resource can't be one of them. */
const catalogs = new WeakMap<StarRocksS3TablesIntegration, StarRocksCatalog>();

/** The role by which Lake Formation reads the data; nobody else becomes a principal of a key's policy. */
function registeredRole(found: AccountFindings | undefined): string | undefined {
    const roleArn = found?.registration.state === "found" ? found.registration.value.roleArn : undefined;
    return isRoleArn(roleArn) ? roleArn : undefined;
}

/** Where nothing is vended, StarRocks reads and writes the data as the identity that signs its requests. */
function ownCredentials({ accessKey }: Identity): S3DataArgs {
    return accessKey ?? { useDefaultCredentials: true };
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
