import { AwsError } from "../../account/errors";
import {
    deregisterLocation,
    findRegistration,
    isFederationReadBack,
    registerLocation,
} from "../../account/lakeFormation";
import type { ResourceType } from "../resourceType";
import { optionalText, text, timestamp } from "../values";

export const registration: ResourceType = {
    token: "aws:lakeformation/resource:Resource",
    title: "Lake Formation Resource",
    inputs: {
        arn: { required: true, forceNew: true },
        roleArn: { forceNew: true, computed: true },
        useServiceLinkedRole: { forceNew: true, writeOnly: true },
        withFederation: { forceNew: true, computed: true },
        withPrivilegedAccess: { forceNew: true, computed: true },
        hybridAccessEnabled: { forceNew: true, computed: true },
        region: { computed: true, forceNew: true },
    },
    outputs: ["lastModified"],
    rights: {
        create: [
            "lakeformation:RegisterResource",
            "lakeformation:RegisterResourceWithPrivilegedAccess",
            { action: "iam:PassRole", arn: (_, { roleArn }) => text(roleArn ?? "*") },
        ],
        read: ["lakeformation:DescribeResource"],
        update: [],
        delete: ["lakeformation:DeregisterResource"],
    },
    arn: () => "*",
    check: ({ arn }) =>
        /^arn:[^:]*:[^:]+:.*:.+$/.test(text(arn)) ? [] : [{ property: "arn", reason: "invalid ARN" }],

    create({ account }, inputs) {
        const arn = text(inputs.arn);
        try {
            registerLocation(account, {
                arn,
                roleArn: optionalText(inputs.roleArn),
                withFederation: inputs.withFederation === true,
                withPrivilegedAccess: inputs.withPrivilegedAccess === true,
                hybridAccessEnabled: inputs.hybridAccessEnabled === true,
            });
        } catch (error) {
            // The AWS provider only warns and takes over a registration that is there, whoever made it.
            if (!(error instanceof AwsError && error.code === "AlreadyExistsException")) throw error;
        }
        return { id: arn };
    },
    read({ account }, id) {
        const { lastModified, withFederation, ...found } = findRegistration(account, id);
        return {
            inputs: {
                ...found,
                withFederation: withFederation && isFederationReadBack(account, id),
                region: account.region,
            },
            outputs: { lastModified: timestamp(lastModified) },
        };
    },
    remove({ account }, id) {
        deregisterLocation(account, id);
    },
};
