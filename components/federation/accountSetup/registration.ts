import type { ResourceInfo } from "@aws-sdk/client-lakeformation";
import { answered } from "../../awsAccess/timeLimits";
import { AccessMode } from "../../permissions/access";
import { allTableBucketsArn } from "../../storage/warehouse";
import { modeProblems } from "../accountProblems";
import type { SharedInputs } from "./inputs";
import { findMountSettings } from "./mountSettings";
import { unlessMissing } from "./refusals";
import type { Services, SharedThing } from "./thing";

/** The registration of all table buckets as a data location. One that is there is taken as it is. */
export const registration: SharedThing = {
    title: (inputs) => `registration of ${allTableBucketsArn(inputs)}`,

    async find(services, inputs) {
        const found = await describeRegistration(services, allTableBucketsArn(inputs));
        return found && { arn: found.ResourceArn, registeredRoleArn: found.RoleArn };
    },

    async make(services, inputs) {
        const { RegisterResourceCommand } = await import("@aws-sdk/client-lakeformation");
        const lakeFormation = await services.lakeFormation();
        const command = new RegisterResourceCommand({
            ResourceArn: allTableBucketsArn(inputs),
            RoleArn: inputs.roleArn,
            WithFederation: true,
            WithPrivilegedAccess: true,
        });
        await answered("Lake Formation", (options) => lakeFormation.send(command, options));
    },

    async needed(services) {
        const mount = await findMountSettings(services);
        return mount !== undefined && modeProblems(mount, AccessMode.LakeFormation).length === 0
            ? "the mount is still there and needs it"
            : undefined;
    },

    async remove(services, state) {
        const { DeregisterResourceCommand } = await import("@aws-sdk/client-lakeformation");
        const lakeFormation = await services.lakeFormation();
        const command = new DeregisterResourceCommand({ ResourceArn: allTableBucketsArn(state) });
        await answered("Lake Formation", (options) => lakeFormation.send(command, options));
    },
};

/** How a location is registered with Lake Formation; nothing if it isn't. */
export async function describeRegistration(
    services: Pick<Services, "lakeFormation">,
    ResourceArn: string,
): Promise<ResourceInfo | undefined> {
    const { DescribeResourceCommand } = await import("@aws-sdk/client-lakeformation");
    const lakeFormation = await services.lakeFormation();
    const command = new DescribeResourceCommand({ ResourceArn });
    const found = await unlessMissing(() =>
        answered("Lake Formation", (options) => lakeFormation.send(command, options)),
    );
    return found?.ResourceInfo;
}

/** ARN of the role with which the table buckets are registered, if they are. */
export async function registeredRole(services: Services, inputs: SharedInputs): Promise<string | undefined> {
    return (await describeRegistration(services, allTableBucketsArn(inputs)))?.RoleArn;
}

export function nameOfRole(arn: string): string {
    return arn.slice(arn.lastIndexOf("/") + 1);
}
