import type * as pulumi from "@pulumi/pulumi";
import type { AccessKey } from "./identity";

/** What a catalog on Glue's Iceberg REST endpoint is made from. */
export interface RestCatalogArgs {
    readonly restEndpoint: pulumi.Input<string>;
    readonly warehouse: pulumi.Input<string>;
    readonly region: pulumi.Input<string>;
    /** Left out where the frontends sign with an identity of their own. */
    readonly accessKey?: AccessKey;
}

/**
 * Properties of an external catalog on Glue's Iceberg REST endpoint.
 *
 * The signing Region is always given: StarRocks doesn't take it from `aws.s3.region`, and without it a frontend
 * that has no Region of its own fails even with a key (observed on 3.5.7 and 4.1-dev).
 */
export function restCatalogProperties({
    restEndpoint,
    warehouse,
    region,
    accessKey,
}: RestCatalogArgs): Record<string, pulumi.Input<string>> {
    return {
        type: "iceberg",
        "iceberg.catalog.type": "rest",
        "iceberg.catalog.uri": restEndpoint,
        "iceberg.catalog.warehouse": warehouse,
        "iceberg.catalog.rest.sigv4-enabled": "true",
        "iceberg.catalog.rest.signing-name": "glue",
        "iceberg.catalog.rest.signing-region": region,
        ...(accessKey && {
            "iceberg.catalog.rest.access-key-id": accessKey.accessKeyId,
            "iceberg.catalog.rest.secret-access-key": accessKey.secretAccessKey,
        }),
        "aws.s3.region": region,
    };
}
