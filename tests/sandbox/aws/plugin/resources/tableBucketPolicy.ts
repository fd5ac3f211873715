import { AwsError } from "../../account/errors";
import { findTableBucket, putTableBucketPolicy } from "../../account/s3tables";
import type { ResourceType } from "../resourceType";
import { text } from "../values";

export const tableBucketPolicy: ResourceType = {
    token: "aws:s3tables/tableBucketPolicy:TableBucketPolicy",
    title: "S3 Tables Table Bucket Policy",
    inputs: {
        resourcePolicy: { required: true, policy: true },
        tableBucketArn: { required: true, forceNew: true },
        region: { computed: true, forceNew: true },
    },
    outputs: [],
    rights: {
        create: ["s3tables:PutTableBucketPolicy"],
        read: ["s3tables:GetTableBucketPolicy"],
        update: ["s3tables:PutTableBucketPolicy"],
        delete: ["s3tables:DeleteTableBucketPolicy"],
    },
    arn: (_, { tableBucketArn, id }) => text(tableBucketArn ?? id),

    create({ account }, { tableBucketArn, resourcePolicy }) {
        const bucket = findTableBucket(account, text(tableBucketArn));
        putTableBucketPolicy(account, bucket.name, text(resourcePolicy));
        return { id: bucket.arn };
    },
    read({ account }, id) {
        const { arn, policy } = findTableBucket(account, id);
        if (policy === undefined)
            throw new AwsError("NotFoundException", "The specified bucket policy does not exist.");
        return {
            inputs: { tableBucketArn: arn, resourcePolicy: policy, region: account.region },
            outputs: {},
        };
    },
    update({ account }, id, { resourcePolicy }) {
        putTableBucketPolicy(account, findTableBucket(account, id).name, text(resourcePolicy));
    },
    remove({ account }, id) {
        findTableBucket(account, id).policy = undefined;
    },
};
