import type { FactGroup } from "../facts";
import { up } from "../steps";
import { BUCKET, NAMESPACE, ROLE, TABLE, USER } from "./resources";

const long = "starrocks".repeat(8);
const withoutName = { ...USER, inputs: {} };
const { name: _, ...roleWithoutName } = ROLE.inputs;

const TOO_LONG =
    /creating IAM User .*Value 'starrocks.*' at 'userName' failed to satisfy constraint: Member must have length less than or equal to 64/s;

export const NAMES: FactGroup = {
    title: "Names",
    facts: [
        {
            fact: "a user is named automatically with up to 255 characters, of which IAM takes 64",
            source: "pulumi-aws, AutoName(255); IAM API reference, CreateUser: UserName",
            steps: [up({ ...withoutName, name: long }, { result: TOO_LONG, logs: [TOO_LONG] })],
        },
        {
            fact: "a user's name with a space is refused by the provider",
            source: "terraform-provider-aws, internal/service/iam/user.go: ValidateFunc of name",
            steps: [
                up(
                    { ...withoutName, name: "my lake" },
                    /^failed: .*must only contain alphanumeric characters, hyphens, underscores/s,
                ),
            ],
        },
        {
            fact: "a role is never named automatically with more than 64 characters",
            source: "pulumi-aws, provider/resources.go: AutoName of aws_iam_role",
            steps: [
                up(
                    { ...ROLE, name: long, inputs: roleWithoutName },
                    /^failed: .*plus 7 random chars is longer than maximum length 64/s,
                ),
            ],
        },
        {
            fact: "a table may be called aws…, a namespace may not",
            source: "S3 user guide, naming rules of table buckets, namespaces and tables",
            steps: [
                up(BUCKET, "created"),
                up(NAMESPACE, "created"),
                up({ ...TABLE, inputs: { ...TABLE.inputs, name: "aws_costs" } }, "created"),
                up(
                    {
                        ...NAMESPACE,
                        name: "reserved",
                        inputs: { ...NAMESPACE.inputs, namespace: "aws_costs" },
                    },
                    { result: /^failed: /, logs: [/^error: \[ERROR\] /] },
                ),
            ],
        },
    ],
};
