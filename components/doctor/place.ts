import { bucketArn } from "../common/arns";
import { AccessMode, IcebergEndpoint } from "../permissions/access";
import { REST_PROPERTIES, typedProperties } from "../starrocks/catalog/typedProperties";
import { signs } from "../starrocks/signing";
import { type AccountPlace, MOUNT_NAME, restEndpoint, SIGNING_NAMES, warehouse } from "../storage/warehouse";
import type { DoctorRequest } from "./arguments";

/** A table bucket that a catalog reads, as its properties tell. */
export interface CatalogPlace {
    readonly endpoint: IcebergEndpoint;
    readonly mode: AccessMode;
    readonly region: string;
    readonly accountId: string;
    readonly tableBucketName: string;
}

type Properties = Readonly<Record<string, string>>;

/**
 * The table bucket that a catalog reads.
 *
 * @returns in words why there is none, where the catalog is of another kind.
 */
export function placeOf(
    properties: Properties,
    { accessMode, region }: Pick<DoctorRequest, "accessMode" | "region">,
) {
    if (!signs(properties)) {
        return "the endpoint isn't one of AWS's";
    }
    const found = bucketIn(properties[REST_PROPERTIES.warehouse] ?? "");
    const signingRegion =
        region ?? found?.region ?? properties[REST_PROPERTIES.signingRegion] ?? properties["aws.s3.region"];
    if (found === undefined || signingRegion === undefined) {
        return "iceberg.catalog.warehouse doesn't name a table bucket";
    }
    const { endpoint, accountId, tableBucketName } = found;
    const vends = properties[REST_PROPERTIES.vendedCredentials] !== "false";
    const mode =
        accessMode ??
        (endpoint === IcebergEndpoint.Glue && vends ? AccessMode.LakeFormation : AccessMode.Iam);
    return { endpoint, mode, region: signingRegion, accountId, tableBucketName };
}

function bucketIn(name: string) {
    const [, accountId, nested] = new RegExp(`^(\\d{12}):${MOUNT_NAME}/([^/]+)$`).exec(name) ?? [];
    if (accountId !== undefined) {
        return { endpoint: IcebergEndpoint.Glue, accountId, tableBucketName: nested!, region: undefined };
    }
    const arn = bucketArn(name);
    return (
        arn && {
            endpoint: IcebergEndpoint.S3Tables,
            accountId: arn.accountId,
            tableBucketName: arn.resource.slice("bucket/".length),
            region: arn.region,
        }
    );
}

/** The properties that a catalog on a table bucket would have, without its key. */
export function wouldBeProperties(request: DoctorRequest, account: AccountPlace): Properties {
    const { tableBucket = "", endpoint = IcebergEndpoint.Glue, accessMode } = request;
    const { region, partition } = account;
    const place = {
        ...account,
        dnsSuffix: partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com",
        tableBucketName: tableBucket.slice(tableBucket.lastIndexOf("/") + 1),
    };
    const isIam = endpoint === IcebergEndpoint.S3Tables || accessMode === AccessMode.Iam;
    return typedProperties({
        rest: {
            uri: request.restEndpoint ?? restEndpoint(endpoint, place),
            warehouse: warehouse(endpoint, place),
            signingName: SIGNING_NAMES[endpoint],
            signingRegion: region,
            ...(isIam && { vendedCredentials: false }),
        },
        s3: { region },
    }) as Properties;
}
