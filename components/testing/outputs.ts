import { createHash } from "node:crypto";
import { lakeFormationRoleName } from "../permissions/lakeFormation/rolePolicy";
import { checkCatalog, type RawCatalogInputs } from "../starrocks/catalog/check";
import type { StackConfig } from "../starrocks/connection/configuration";
import { checkGrant } from "../starrocks/grant/check";
import type { RawGrantInputs } from "../starrocks/grant/inputs";
import { type AwsPlace, allTableBucketsArn, glueArn, MOUNT_NAME, tableBucketArn } from "../storage/warehouse";
import { iamArn, type Properties } from "./account";

/** A resource as AWS or StarRocks would have made it. */
export interface Made {
    readonly id: string;
    readonly outputs: Properties;
}

interface Wanted {
    /** Name in the program. */
    readonly logicalName: string;
    readonly inputs: Properties;
    readonly place: AwsPlace;
}

type Maker = (wanted: Wanted) => Made;

/** Ends the names that Pulumi makes up, and with others the ids that AWS makes up; the same in every run. */
function digits(text: string, length: number): string {
    return createHash("sha256").update(text).digest("hex").slice(0, length);
}

function nameOf({ logicalName, inputs }: Wanted): string {
    return String(inputs.name ?? `${logicalName}-${digits(logicalName, 7)}`);
}

/** One whose id is its ARN. */
function byArn(arnOf: (wanted: Wanted, name: string) => string): Maker {
    return (wanted) => {
        const name = nameOf(wanted);
        const arn = arnOf(wanted, name);
        return { id: arn, outputs: { name, arn } };
    };
}

/** One whose id is its name. */
function byName(arnOf: (wanted: Wanted, name: string) => string): Maker {
    return (wanted) => {
        const name = nameOf(wanted);
        return { id: name, outputs: { name, arn: arnOf(wanted, name) } };
    };
}

const MAKERS: Readonly<Record<string, Maker>> = {
    "aws:s3tables/tableBucket:TableBucket": byArn(({ place }, name) =>
        tableBucketArn({ ...place, tableBucketName: name }),
    ),
    "aws:s3tables/namespace:Namespace": ({ inputs }) => ({
        id: `${inputs.tableBucketArn};${inputs.namespace}`,
        outputs: {},
    }),
    "aws:s3tables/table:Table": ({ logicalName, inputs }) => ({
        id: `${inputs.tableBucketArn};${inputs.namespace};${inputs.name}`,
        outputs: { arn: `${inputs.tableBucketArn}/table/${digits(logicalName, 32)}` },
    }),
    "aws:kms/key:Key": ({ logicalName, place: { partition, region, accountId } }) => {
        const keyId = digits(logicalName, 32);
        return {
            id: keyId,
            outputs: { keyId, arn: `arn:${partition}:kms:${region}:${accountId}:key/${keyId}` },
        };
    },
    "aws:iam/policy:Policy": byArn(({ place }, name) => iamArn(place, `policy/${name}`)),
    "aws:iam/user:User": byName(({ place }, name) => iamArn(place, `user/${name}`)),
    "aws:iam/role:Role": byName(({ place }, name) => iamArn(place, `role/${name}`)),
    "aws:iam/accessKey:AccessKey": ({ logicalName }) => ({
        id: `AKIA${digits(logicalName, 16).toUpperCase()}`,
        outputs: { secret: `secret of ${logicalName}` },
    }),
    "pulumi-nodejs:dynamic/federation:Role": ({ place }) => {
        const roleName = lakeFormationRoleName(place);
        return { id: roleName, outputs: { roleName, arn: iamArn(place, `role/${roleName}`), made: true } };
    },
    "pulumi-nodejs:dynamic/federation:RolePolicy": ({ inputs }) => ({
        id: `${inputs.roleName}:S3Tables`,
        outputs: { made: true },
    }),
    "pulumi-nodejs:dynamic/federation:Registration": ({ place, inputs }) => {
        const arn = allTableBucketsArn(place);
        return { id: arn, outputs: { arn, registeredRoleArn: inputs.roleArn, made: true } };
    },
    "pulumi-nodejs:dynamic/federation:Mount": ({ place }) => ({
        id: MOUNT_NAME,
        outputs: { arn: glueArn(place, `catalog/${MOUNT_NAME}`), made: true },
    }),
    "pulumi-nodejs:dynamic/starrocks:Catalog": ({ inputs }) => ({
        id: String(inputs.catalogName),
        outputs: { starRocksVersion: "mocked" },
    }),
    "pulumi-nodejs:dynamic/starrocks:Grant": ({ inputs }) => ({
        id: `${inputs.catalogName}|${inputs.role ?? inputs.user}`,
        outputs: {},
    }),
};

const ANYTHING: Maker = ({ logicalName, inputs }) => ({
    id: `${logicalName}-id`,
    outputs: { name: inputs.name ?? logicalName },
});

/** What a resource has besides its inputs; of one that the components don't make, an id and a name. */
export function make(type: string, wanted: Wanted): Made {
    return (MAKERS[type] ?? ANYTHING)(wanted);
}

type Check = (inputs: Properties, config: StackConfig) => readonly { property: string; reason: string }[];

const CHECKS: Readonly<Record<string, Check>> = {
    "pulumi-nodejs:dynamic/starrocks:Catalog": (inputs, config) =>
        checkCatalog(inputs as RawCatalogInputs, config),
    "pulumi-nodejs:dynamic/starrocks:Grant": (inputs, config) =>
        checkGrant(inputs as unknown as RawGrantInputs, config),
};

/** What this package's providers refuse at preview, worded as the engine does. */
export function problemsOf(type: string, name: string, inputs: Properties, config: StackConfig): string[] {
    return (CHECKS[type]?.(inputs, config) ?? []).map(
        ({ property, reason }) => `${type} resource '${name}': property ${property} has a problem: ${reason}`,
    );
}
