import { answered } from "../../awsAccess/timeLimits";
import { progress } from "../../common/progress";
import { lakeFormationRoleName } from "../../permissions/lakeFormation/rolePolicy";
import type { SharedInputs } from "./inputs";
import { unlessMissing } from "./refusals";
import { usedByRegistration } from "./role";
import type { Services, SharedThing } from "./thing";

const POLICY_NAME = "S3Tables";

/** What Lake Formation's role may do. A role that isn't this package's has a policy of its own, which isn't looked at. */
export const rolePolicy: SharedThing = {
    title: ({ roleName }) => `policy ${POLICY_NAME} of role ${roleName}`,

    async find(services, inputs) {
        if (!isOwnRole(inputs)) {
            return {};
        }
        const { GetRolePolicyCommand } = await import("@aws-sdk/client-iam");
        const iam = await services.iam();
        const found = await unlessMissing(() =>
            answered("IAM", (options) =>
                iam.send(
                    new GetRolePolicyCommand({ RoleName: inputs.roleName, PolicyName: POLICY_NAME }),
                    options,
                ),
            ),
        );
        if (found === undefined) {
            return undefined;
        }
        const document = JSON.stringify(JSON.parse(decodeURIComponent(found.PolicyDocument ?? "{}")));
        if (inputs.roleMade !== true && !("made" in inputs) && document !== inputs.policy) {
            progress(
                `${rolePolicy.title(inputs)} differs from what this program would create. It existed before and stays as it ` +
                    "is; it must include the keys of encrypted table buckets.",
            );
        }
        return { policy: document };
    },

    make: (services, inputs) => put(services, inputs),

    async change(services, olds, news) {
        if (olds.policy !== news.policy || olds.roleName !== news.roleName) {
            await put(services, news);
        }
    },

    async needed(services, state) {
        return state.roleMade === true && isOwnRole(state)
            ? usedByRegistration(services, state)
            : "its role existed before";
    },

    async remove(services, { roleName }) {
        const { DeleteRolePolicyCommand } = await import("@aws-sdk/client-iam");
        const iam = await services.iam();
        const command = new DeleteRolePolicyCommand({ RoleName: roleName, PolicyName: POLICY_NAME });
        await answered("IAM", (options) => iam.send(command, options));
    },
};

/** True if the role is the one that this package makes: a registration may have another. */
export function isOwnRole(inputs: SharedInputs): boolean {
    return inputs.roleName === lakeFormationRoleName(inputs);
}

async function put(services: Services, inputs: SharedInputs): Promise<void> {
    if (!isOwnRole(inputs)) {
        return;
    }
    const { roleName, policy } = inputs;
    const { PutRolePolicyCommand } = await import("@aws-sdk/client-iam");
    const iam = await services.iam();
    const command = new PutRolePolicyCommand({
        RoleName: roleName,
        PolicyName: POLICY_NAME,
        PolicyDocument: policy,
    });
    await answered("IAM", (options) => iam.send(command, options));
}
