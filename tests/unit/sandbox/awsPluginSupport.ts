import { createAccount } from "../../sandbox/aws/account/create";
import { noFaults } from "../../sandbox/aws/faults";
import { typeOf } from "../../sandbox/aws/plugin/provider";
import type { Sandbox } from "../../sandbox/aws/sandbox";

export const bucketArn = "arn:aws:s3tables:us-east-1:123456789012:bucket/lake";
export const allBuckets = "arn:aws:s3tables:us-east-1:123456789012:bucket/*";

export const types = {
    bucket: typeOf("aws:s3tables/tableBucket:TableBucket"),
    namespace: typeOf("aws:s3tables/namespace:Namespace"),
    table: typeOf("aws:s3tables/table:Table"),
    policy: typeOf("aws:iam/policy:Policy"),
    accessKey: typeOf("aws:iam/accessKey:AccessKey"),
    permissions: typeOf("aws:lakeformation/permissions:Permissions"),
    registration: typeOf("aws:lakeformation/resource:Resource"),
    key: typeOf("aws:kms/key:Key"),
    catalog: typeOf("aws:glue/catalog:Catalog"),
};

/** An account and its faults without any server. */
export const newSandbox = (): Sandbox => ({
    account: createAccount(),
    faults: noFaults(),
    requests: [],
    endpoints: { glue: "", s3tables: "", lakeFormation: "", s3: "", iam: "", sts: "" },
});

export function refusal(run: () => unknown): string {
    try {
        run();
    } catch (error) {
        return (error as Error).message;
    }
    return "allowed";
}
