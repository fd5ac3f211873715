import type { ResourceType } from "../resourceType";
import { accessKey } from "./accessKey";
import { catalog } from "./catalog";
import { rolePolicy, userPolicy } from "./inlinePolicies";
import { alias, key } from "./kms";
import { managedPolicy } from "./managedPolicy";
import { namespace } from "./namespace";
import { permissions } from "./permissions";
import { rolePolicyAttachment, userPolicyAttachment } from "./policyAttachments";
import { registration } from "./registration";
import { role } from "./role";
import { table } from "./table";
import { tableBucket } from "./tableBucket";
import { tableBucketPolicy } from "./tableBucketPolicy";
import { user } from "./user";

const all: ResourceType[] = [
    ...[tableBucket, namespace, table, tableBucketPolicy],
    ...[
        managedPolicy,
        user,
        accessKey,
        userPolicyAttachment,
        userPolicy,
        role,
        rolePolicyAttachment,
        rolePolicy,
    ],
    ...[permissions, registration, catalog],
    ...[key, alias],
];

export const resourceTypes = new Map(all.map((type) => [type.token, type]));
