import { rememberSecrets } from "../../common/knownSecrets";
import { type Session, withSession } from "../connection/session";
import type { ConnectionSettings } from "../connection/settings";
import { secretValues } from "../masking";
import type { CatalogInputs } from "./inputs";

type WithProperties = Pick<CatalogInputs, "properties" | "secretProperties">;

/** A session for work on a catalog, whose secrets are in no text from then on; also those that it had before. */
export function withCatalogSession<Result>(
    connection: ConnectionSettings,
    catalogs: readonly (WithProperties | undefined)[],
    act: (session: Session) => Promise<Result>,
): Promise<Result> {
    for (const { properties, secretProperties } of catalogs.filter((each) => each !== undefined)) {
        rememberSecrets(secretValues(properties, secretProperties));
    }
    return withSession(connection, act);
}
