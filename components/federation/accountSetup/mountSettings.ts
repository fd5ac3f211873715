import type { Catalog, PrincipalPermissions } from "@aws-sdk/client-glue";
import { answered } from "../../awsAccess/timeLimits";
import { MOUNT_NAME } from "../../storage/warehouse";
import type { MountSettings } from "../accountProblems";
import { unlessMissing } from "./refusals";
import type { Services } from "./thing";

/** The mount as Glue describes it; nothing if there is none. */
export async function describeMount(services: Pick<Services, "glue">): Promise<Catalog | undefined> {
    const { GetCatalogCommand } = await import("@aws-sdk/client-glue");
    const glue = await services.glue();
    const found = await unlessMissing(() =>
        answered("Glue", (options) => glue.send(new GetCatalogCommand({ CatalogId: MOUNT_NAME }), options)),
    );
    return found?.Catalog;
}

/** What of the mount decides who may read through it. */
export async function findMountSettings(
    services: Pick<Services, "glue">,
): Promise<MountSettings | undefined> {
    const found = await describeMount(services);
    return (
        found && {
            allowFullTableExternalDataAccess: found.AllowFullTableExternalDataAccess,
            createDatabaseDefaultPermissions: defaults(found.CreateDatabaseDefaultPermissions),
            createTableDefaultPermissions: defaults(found.CreateTableDefaultPermissions),
        }
    );
}

function defaults(permissions: readonly PrincipalPermissions[] = []) {
    return permissions.map(({ Principal }) => ({
        principals: [{ dataLakePrincipalIdentifier: Principal?.DataLakePrincipalIdentifier }],
    }));
}
