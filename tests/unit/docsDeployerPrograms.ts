import type { Properties } from "../sandbox/aws/plugin/resourceType";
import { bucketArn } from "./sandbox/awsPluginSupport";

/**
 * What the components make with every argument that makes more, as the AWS provider gets it: written out, so that it
 * can be made hundreds of times without the engine. The engine's own test shows that the policies are enough for the
 * components themselves; this shows that they are no more than that.
 */

export interface Part {
    readonly token: string;
    readonly inputs: Properties;
    /** What the program says later. */
    readonly changed?: Properties;
}

/** What a program makes, by names with which later parts refer to earlier ones. */
export type Program = Readonly<Record<string, (states: Readonly<Record<string, Properties>>) => Part>>;

const TAGS = { tags: { team: "data", stage: "test" } };
const OTHER_TAGS = { tags: { team: "lake" } };

function policyText(action: string, principal?: object): string {
    const statement = {
        Effect: "Allow",
        Action: action,
        Resource: "*",
        ...(principal && { Principal: principal }),
    };
    return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}

const ACCOUNT = { AWS: "arn:aws:iam::123456789012:root", Service: "maintenance.s3tables.amazonaws.com" };

export const INTEGRATION: Program = {
    key: () => ({
        token: "aws:kms/key:Key",
        inputs: { enableKeyRotation: true, policy: policyText("kms:*", ACCOUNT), ...TAGS },
        changed: { policy: policyText("kms:*", { ...ACCOUNT, AWS: "123456789012" }), ...OTHER_TAGS },
    }),
    bucket: ({ key }) => ({
        token: "aws:s3tables/tableBucket:TableBucket",
        inputs: {
            name: "lake",
            forceDestroy: true,
            encryptionConfiguration: { sseAlgorithm: "aws:kms", kmsKeyArn: key?.arn },
            maintenanceConfiguration: { icebergUnreferencedFileRemoval: { status: "enabled" } },
            ...TAGS,
        },
        changed: OTHER_TAGS,
    }),
    namespace: () => ({
        token: "aws:s3tables/namespace:Namespace",
        inputs: { namespace: "sales", tableBucketArn: bucketArn },
    }),
    table: () => ({
        token: "aws:s3tables/table:Table",
        inputs: {
            namespace: "sales",
            name: "orders",
            tableBucketArn: bucketArn,
            format: "ICEBERG",
            metadata: { iceberg: { schema: { fields: [{ name: "id", type: "long" }] } } },
            maintenanceConfiguration: { icebergCompaction: { status: "enabled" } },
            ...TAGS,
        },
        changed: OTHER_TAGS,
    }),
    policy: () => ({
        token: "aws:iam/policy:Policy",
        inputs: { name: "lake-policy-1234567", policy: policyText("glue:GetTable"), ...TAGS },
        changed: { policy: policyText("glue:GetTables"), ...OTHER_TAGS },
    }),
    user: () => ({
        token: "aws:iam/user:User",
        inputs: { name: "lake-user-1234567", ...TAGS },
        changed: OTHER_TAGS,
    }),
    accessKey: ({ user }) => ({ token: "aws:iam/accessKey:AccessKey", inputs: { user: user?.name } }),
    attachment: ({ user, policy }) => ({
        token: "aws:iam/userPolicyAttachment:UserPolicyAttachment",
        inputs: { user: user?.name, policyArn: policy?.arn },
    }),
    userAttachment: ({ policy }) => ({
        token: "aws:iam/userPolicyAttachment:UserPolicyAttachment",
        inputs: { user: "starrocks", policyArn: policy?.arn },
    }),
    roleAttachment: ({ policy }) => ({
        token: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
        inputs: { role: "starrocks", policyArn: policy?.arn },
    }),
};

export const TRUST = JSON.stringify({
    Version: "2012-10-17",
    Statement: [
        { Effect: "Allow", Principal: { Service: "lakeformation.amazonaws.com" }, Action: "sts:AssumeRole" },
    ],
});
