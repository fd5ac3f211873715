import type { Catalog, Permission } from "@aws-sdk/client-glue";
import { answered } from "../../awsAccess/timeLimits";
import { retry } from "../../common/retry";
import type { AccessMode } from "../../permissions/access";
import { allTableBucketsArn, glueArn, MOUNT_NAME } from "../../storage/warehouse";
import { modeProblems } from "../accountProblems";
import type { SharedInputs } from "./inputs";
import { describeMount, findMountSettings } from "./mountSettings";
import { changedTags } from "./tags";
import type { Services, SharedThing } from "./thing";

/** The mount of all table buckets in Glue. Whatever of it would be changed would be changed for everybody. */
export const mount: SharedThing = {
    title: () => `mount ${MOUNT_NAME}`,

    async find(services, inputs) {
        const found = await describeMount(services);
        return (
            found && { arn: found.ResourceArn ?? mountArn(inputs), identity: found.CreateTime?.toISOString() }
        );
    },

    known: (inputs) => ({ arn: mountArn(inputs) }),

    async make(services, inputs) {
        const { CreateCatalogCommand } = await import("@aws-sdk/client-glue");
        const glue = await services.glue();
        const defaults = MOUNT_DEFAULT_PERMISSIONS[inputs.accessMode].map(({ permissions, principal }) => ({
            Permissions: permissions as Permission[],
            Principal: { DataLakePrincipalIdentifier: principal },
        }));
        const command = new CreateCatalogCommand({
            Name: MOUNT_NAME,
            CatalogInput: {
                FederatedCatalog: {
                    Identifier: allTableBucketsArn(inputs),
                    ConnectionName: "aws:s3tables",
                },
                CreateDatabaseDefaultPermissions: defaults,
                CreateTableDefaultPermissions: defaults,
                // With the switch, external engines get credentials for whole tables from Lake Formation.
                AllowFullTableExternalDataAccess: "True",
            },
            Tags: inputs.tags,
        });
        await answered("Glue", (options) => glue.send(command, options));
    },

    async change(services, olds, news) {
        const { set, removed } = changedTags(olds.tags, news.tags);
        const { TagResourceCommand, UntagResourceCommand } = await import("@aws-sdk/client-glue");
        const glue = await services.glue();
        const ResourceArn = mountArn(news);
        if (removed.length > 0) {
            await answered("Glue", (options) =>
                glue.send(new UntagResourceCommand({ ResourceArn, TagsToRemove: removed }), options),
            );
        }
        if (Object.keys(set).length > 0) {
            await answered("Glue", (options) =>
                glue.send(new TagResourceCommand({ ResourceArn, TagsToAdd: set }), options),
            );
        }
    },

    async remove(services, state, patienceSeconds) {
        await refuseWhileUsed(services, state, patienceSeconds);
        const { DeleteCatalogCommand } = await import("@aws-sdk/client-glue");
        const glue = await services.glue();
        await answered("Glue", (options) =>
            glue.send(new DeleteCatalogCommand({ CatalogId: MOUNT_NAME }), options),
        );
    },
};

/** Of the mount: without default permissions access is decided by Lake Formation; with these, by IAM alone. */
export const MOUNT_DEFAULT_PERMISSIONS: Readonly<
    Record<AccessMode, readonly { readonly permissions: readonly string[]; readonly principal: string }[]>
> = {
    LakeFormation: [],
    Iam: [{ permissions: ["ALL"], principal: "IAM_ALLOWED_PRINCIPALS" }],
};

function mountArn(inputs: SharedInputs): string {
    return glueArn(inputs, `catalog/${MOUNT_NAME}`);
}

/** Why the mount that is there can't be used in the federation's mode; nothing if it can, or if there is none. */
export async function mountProblems(services: Services, inputs: SharedInputs): Promise<string[]> {
    const settings = await findMountSettings(services);
    return settings === undefined
        ? []
        : modeProblems(settings, inputs.accessMode).map(({ path, problem }) => `${path}: ${problem}`);
}

async function refuseWhileUsed(
    services: Services,
    state: SharedInputs,
    deadlineSeconds: number,
): Promise<void> {
    await retry({
        act: async () => {
            const buckets = await mountedBuckets(services, state);
            if (buckets.length > 0) {
                throw new Error(
                    `the mount ${MOUNT_NAME} is not deleted: the whole account reads these table buckets ` +
                        `through it: ${buckets.join(", ")}. Set retain: true on the federation and run an up, so that ` +
                        "the mount stays when the stack is destroyed; or delete it yourself (aws glue delete-catalog).",
                );
            }
        },
        mayHeal: (error) => /is not deleted/.test(String(error)),
        waitingFor: () => "table buckets to leave the mount",
        deadlineSeconds,
    });
}

/** Names of the table buckets that Glue shows through the mount. */
async function mountedBuckets(services: Services, { accountId }: SharedInputs): Promise<string[]> {
    const { GetCatalogsCommand } = await import("@aws-sdk/client-glue");
    const glue = await services.glue();
    const command = new GetCatalogsCommand({ ParentCatalogId: `${accountId}:${MOUNT_NAME}` });
    // The first page tells all that is asked for.
    const { CatalogList = [] } = await answered("Glue", (options) => glue.send(command, options));
    return CatalogList.map(({ Name }: Catalog) => Name!);
}
