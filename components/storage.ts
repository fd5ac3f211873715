import { s3tables } from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/** What the table bucket is made from. */
export interface StorageArgs {
    readonly tableBucketName: pulumi.Input<string>;
    readonly namespaces: readonly string[];
    readonly forceDestroy?: pulumi.Input<boolean>;
    readonly tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

export interface Storage {
    readonly bucket: s3tables.TableBucket;
    readonly namespaces: readonly s3tables.Namespace[];
}

/** Creates the table bucket and its namespaces. */
export function createStorage(name: string, args: StorageArgs, parent: pulumi.Resource): Storage {
    const bucket = new s3tables.TableBucket(
        `${name}-bucket`,
        { name: args.tableBucketName, forceDestroy: args.forceDestroy, tags: args.tags },
        { parent },
    );
    const namespaces = args.namespaces.map(
        (namespace) =>
            new s3tables.Namespace(
                `${name}-namespace-${namespace}`,
                { namespace, tableBucketArn: bucket.arn },
                { parent },
            ),
    );
    return { bucket, namespaces };
}
