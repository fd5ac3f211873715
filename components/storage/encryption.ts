import * as kms from "@pulumi/aws/kms";
import * as pulumi from "@pulumi/pulumi";
import { kmsKeyPlaceProblems } from "../common/arns";
import { headingFor } from "../common/schema/refuse";
import { problemsAt, refuse } from "../common/validation";
import { type AwsPlace, type TableBucketPlace, tableBucketArn } from "./warehouse";

/** Encrypts the tables with an AWS KMS key instead of S3's own encryption. */
export interface EncryptionArgs {
    /**
     * ARN of an existing key. Its policy must include the statements in the output `keyPolicyStatements`. Default: the
     * component creates a key with such a policy.
     */
    kmsKeyArn?: pulumi.Input<string>;
}

export interface Encryption {
    readonly kmsKeyArn: pulumi.Output<string>;
}

interface KeyPolicyStatement {
    readonly Sid: string;
    readonly Effect: "Allow";
    readonly Principal: Readonly<Record<string, string>>;
    readonly Action: readonly string[];
    readonly Resource: "*";
    readonly Condition?: object;
}

const USE_OF_KEY = ["kms:Decrypt", "kms:GenerateDataKey"];

/**
 * Statements that the policy of a table bucket's key needs: S3 Tables' maintenance, without which no table can be
 * created, and in Lake Formation mode the role that reads and writes the data.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-tables-kms-permissions.html
 */
export function keyPolicyStatements(
    place: TableBucketPlace,
    lakeFormationRoleArn: string | undefined,
): KeyPolicyStatement[] {
    const maintenance: KeyPolicyStatement = {
        Sid: "S3TablesMaintenance",
        Effect: "Allow",
        Principal: { Service: "maintenance.s3tables.amazonaws.com" },
        Action: USE_OF_KEY,
        Resource: "*",
        Condition: { StringLike: { "kms:EncryptionContext:aws:s3:arn": `${tableBucketArn(place)}/*` } },
    };
    return lakeFormationRoleArn === undefined
        ? [maintenance]
        : [
              maintenance,
              {
                  Sid: "LakeFormation",
                  Effect: "Allow",
                  Principal: { AWS: lakeFormationRoleArn },
                  Action: USE_OF_KEY,
                  Resource: "*",
              },
          ];
}

/** Leaves the key to the account's IAM policies, as a key without a policy of its own would be. */
function accountStatement({ partition, accountId }: AwsPlace): KeyPolicyStatement {
    return {
        Sid: "Account",
        Effect: "Allow",
        Principal: { AWS: `arn:${partition}:iam::${accountId}:root` },
        Action: ["kms:*"],
        Resource: "*",
    };
}

/** Takes the existing key, or creates one with the policy that it needs. */
export function createEncryption(
    name: string,
    args: EncryptionArgs | undefined,
    place: pulumi.Output<TableBucketPlace>,
    statements: pulumi.Output<KeyPolicyStatement[]>,
    tags: Record<string, pulumi.Input<string>> | undefined,
    opts: pulumi.CustomResourceOptions,
): Encryption | undefined {
    if (args === undefined) {
        return undefined;
    }
    const { kmsKeyArn } = args;
    if (kmsKeyArn !== undefined) {
        return {
            kmsKeyArn: pulumi.all([kmsKeyArn, place]).apply(([arn, known]) => {
                refuse(
                    headingFor(name),
                    problemsAt(
                        "encryption.kmsKeyArn",
                        typeof kmsKeyArn === "string" ? kmsKeyArn : undefined,
                        kmsKeyPlaceProblems(arn, known),
                    ),
                );
                return arn;
            }),
        };
    }
    const key = new kms.Key(
        `${name}-key`,
        {
            description: `Encrypts the S3 table bucket of ${name}`,
            enableKeyRotation: true,
            policy: pulumi.all([place, statements]).apply(([known, needed]) =>
                JSON.stringify({
                    Version: "2012-10-17",
                    Statement: [accountStatement(known), ...needed],
                }),
            ),
            tags,
        },
        opts,
    );
    return { kmsKeyArn: key.arn };
}
