import { tableBucketName } from "../../account/arns";
import * as s3tables from "../../account/s3tables";
import type { ResourceType } from "../resourceType";
import { text, timestamp } from "../values";

/** Ids are `<bucket ARN>;<namespace>`, which are also what an import names. */
function splitId(id: string): { bucket: string; name: string } {
    const [arn = "", name = ""] = id.split(";");
    return { bucket: tableBucketName(arn), name };
}

export const namespace: ResourceType = {
    token: "aws:s3tables/namespace:Namespace",
    title: "S3 Tables Namespace",
    inputs: {
        namespace: { required: true, forceNew: true },
        tableBucketArn: { required: true, forceNew: true },
        region: { computed: true, forceNew: true },
    },
    outputs: ["createdAt", "createdBy", "ownerAccountId"],
    rights: {
        create: ["s3tables:CreateNamespace"],
        read: ["s3tables:GetNamespace"],
        update: [],
        delete: ["s3tables:DeleteNamespace"],
    },
    arn: (_, { tableBucketArn, id }) => text(tableBucketArn ?? text(id).split(";")[0]),

    create({ account, deployer }, { namespace: name, tableBucketArn }) {
        const bucket = s3tables.findTableBucket(account, text(tableBucketArn));
        s3tables.createNamespace(account, { bucket: bucket.name, name: text(name), createdBy: deployer.arn });
        return { id: `${bucket.arn};${name}` };
    },

    read({ account }, id) {
        const { bucket, name } = splitId(id);
        const { createdAt, createdBy } = s3tables.findNamespace(account, bucket, name);
        return {
            inputs: {
                namespace: name,
                tableBucketArn: s3tables.findTableBucket(account, bucket).arn,
                region: account.region,
            },
            outputs: { createdAt: timestamp(createdAt), createdBy, ownerAccountId: account.id },
        };
    },

    remove({ account }, id) {
        const { bucket, name } = splitId(id);
        s3tables.deleteNamespace(account, bucket, name);
    },
};
