import { problemsIn } from "../../common/schema/check";
import { isUnknown } from "../../common/unknown";
import { connectionProblems } from "../connection/check";
import type { StackConfig } from "../connection/configuration";
import type { CatalogInputs } from "./inputs";
import { togetherProblems } from "./propertyProblems";
import { sharedMembers } from "./schema";

export interface CheckFailure {
    readonly property: string;
    readonly reason: string;
}

/** Inputs as the program gave them. */
export type RawCatalogInputs = Partial<CatalogInputs>;

/**
 * Bounds of the REST client, without which a hanging endpoint blocks every external catalog of the cluster
 * for minutes (134 to 180 s observed on 4.1-dev). `max-retries` below 1 is refused by Iceberg's client.
 */
export const REST_CLIENT_BOUNDS: Readonly<Record<string, string>> = {
    "iceberg.catalog.rest.client.connection-timeout-ms": "5000",
    "iceberg.catalog.rest.client.socket-timeout-ms": "30000",
    "iceberg.catalog.rest.client.max-retries": "3",
};

const DEFAULT_PROPAGATION_TIMEOUT_SECONDS = 120;

/** Fills in what the user left out. */
export function withDefaults(raw: RawCatalogInputs): CatalogInputs {
    return {
        connection: raw.connection ?? {},
        ...(raw.owner !== undefined && { owner: raw.owner }),
        catalogName: raw.catalogName ?? "",
        ...(raw.comment !== undefined && { comment: raw.comment }),
        properties: propertiesWithDefaults(raw.properties ?? {}),
        ...(raw.secretProperties !== undefined && { secretProperties: raw.secretProperties }),
        ...(raw.secretInputs !== undefined && { secretInputs: raw.secretInputs }),
        namespaces: raw.namespaces ?? [],
        adopt: raw.adopt ?? false,
        propagationTimeoutSeconds: raw.propagationTimeoutSeconds ?? DEFAULT_PROPAGATION_TIMEOUT_SECONDS,
    };
}

function propertiesWithDefaults(given: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
    if (isUnknown(given) || typeof given !== "object") {
        return given;
    }
    const isRest = String(given["iceberg.catalog.type"]).toLowerCase() === "rest";
    return { type: "iceberg", ...(isRest && REST_CLIENT_BOUNDS), ...given };
}

/** Everything that is wrong with the inputs and can be known without a connection. */
export function checkCatalog(raw: RawCatalogInputs, config: StackConfig): CheckFailure[] {
    const inputs = withDefaults(raw);
    return [
        ...connectionProblems(inputs.connection, config),
        ...Object.entries(sharedMembers).flatMap(([name, schema]) =>
            problemsIn(schema, inputs[name as keyof typeof sharedMembers], name, "provider").map(
                ({ path, problem }) => ({ property: path, reason: problem }),
            ),
        ),
        ...combinationFailures(inputs.properties),
    ];
}

function combinationFailures(properties: Readonly<Record<string, string>>): CheckFailure[] {
    return typeof properties !== "object"
        ? []
        : togetherProblems(properties).map(({ key, reason }) => ({
              property: `properties["${key}"]`,
              reason,
          }));
}
