import { iamArn } from "../../account/arns";
import * as iam from "../../account/iamPrincipals";
import type { AccessKey } from "../../account/iamState";
import type { ResourceType } from "../resourceType";
import { text, timestamp } from "../values";

export const accessKey: ResourceType = {
    token: "aws:iam/accessKey:AccessKey",
    title: "IAM Access Key",
    inputs: {
        user: { required: true, forceNew: true },
        pgpKey: { forceNew: true, writeOnly: true },
        status: { default: "Active" },
    },
    outputs: [
        "createDate",
        "encryptedSecret",
        "encryptedSesSmtpPasswordV4",
        "keyFingerprint",
        "secret",
        "sesSmtpPasswordV4",
    ],
    rights: {
        create: ["iam:CreateAccessKey"],
        read: ["iam:ListAccessKeys"],
        update: ["iam:UpdateAccessKey"],
        delete: ["iam:DeleteAccessKey"],
    },
    arn: (account, { user }) => account.users.get(text(user))?.arn ?? iamArn(account, `user/${user}`),

    create({ account }, { user, status }) {
        const key = iam.createAccessKey(account, text(user));
        key.status = text(status) as AccessKey["status"];
        return { id: key.id, outputs: { secret: key.secret, sesSmtpPasswordV4: `ses-${key.id}` } };
    },
    // The secret is shown once, at creation; afterwards only the state has it.
    read({ account }, id, { secret, sesSmtpPasswordV4 }) {
        const { user, status, createdAt } = iam.findAccessKey(account, id);
        return {
            inputs: { user, status },
            outputs: { createDate: timestamp(createdAt), secret, sesSmtpPasswordV4 },
        };
    },
    update({ account }, id, { status }) {
        iam.findAccessKey(account, id).status = text(status) as AccessKey["status"];
    },
    remove({ account }, id) {
        iam.deleteAccessKey(account, id);
    },
};
