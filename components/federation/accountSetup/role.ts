import { answered } from "../../awsAccess/timeLimits";
import { lakeFormationRoleName, lakeFormationTrustPolicy } from "../../permissions/lakeFormation/rolePolicy";
import { unlessMissing } from "./refusals";
import { nameOfRole, registeredRole } from "./registration";
import { changedTags, tagList } from "./tags";
import type { SharedThing } from "./thing";

/** The role with which Lake Formation reads and writes tables: that of the registration, if there is one. */
export const role: SharedThing = {
    title: (inputs) => `role ${inputs.roleName ?? lakeFormationRoleName(inputs)}`,

    async find(services, inputs) {
        const roleName = lakeFormationRoleName(inputs);
        const registered = await registeredRole(services, inputs).catch(() => undefined);
        if (
            registered !== undefined &&
            nameOfRole(registered) !== roleName &&
            !("made" in inputs && inputs.made)
        ) {
            return { arn: registered, roleName: nameOfRole(registered) };
        }
        const { GetRoleCommand } = await import("@aws-sdk/client-iam");
        const iam = await services.iam();
        const found = await unlessMissing(() =>
            answered("IAM", (options) => iam.send(new GetRoleCommand({ RoleName: roleName }), options)),
        );
        return found && { arn: found.Role?.Arn, roleName, identity: found.Role?.RoleId };
    },

    async make(services, inputs) {
        const { CreateRoleCommand } = await import("@aws-sdk/client-iam");
        const iam = await services.iam();
        const command = new CreateRoleCommand({
            RoleName: lakeFormationRoleName(inputs),
            Description: "Lake Formation reads and writes the data of S3 table buckets with this role",
            AssumeRolePolicyDocument: JSON.stringify(lakeFormationTrustPolicy(inputs)),
            Tags: tagList(inputs.tags),
        });
        await answered("IAM", (options) => iam.send(command, options));
    },

    async change(services, olds, news) {
        const { set, removed } = changedTags(olds.tags, news.tags);
        const { TagRoleCommand, UntagRoleCommand } = await import("@aws-sdk/client-iam");
        const iam = await services.iam();
        const RoleName = lakeFormationRoleName(news);
        if (removed.length > 0) {
            await answered("IAM", (options) =>
                iam.send(new UntagRoleCommand({ RoleName, TagKeys: removed }), options),
            );
        }
        if (Object.keys(set).length > 0) {
            await answered("IAM", (options) =>
                iam.send(new TagRoleCommand({ RoleName, Tags: tagList(set) }), options),
            );
        }
    },

    needed: (services, state) => usedByRegistration(services, state),

    async remove(services, state) {
        const { DeleteRoleCommand } = await import("@aws-sdk/client-iam");
        const iam = await services.iam();
        const command = new DeleteRoleCommand({ RoleName: lakeFormationRoleName(state) });
        await answered("IAM", (options) => iam.send(command, options));
    },
};

/** Why a role and its policy must stay. */
export async function usedByRegistration(
    ...[services, state]: Parameters<NonNullable<SharedThing["needed"]>>
): Promise<string | undefined> {
    const registered = await registeredRole(services, state);
    return registered !== undefined && nameOfRole(registered) === lakeFormationRoleName(state)
        ? "the table buckets are registered with it"
        : undefined;
}
