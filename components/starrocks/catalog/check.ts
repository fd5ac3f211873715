import { isUnknown } from "../../dynamic/unknown";
import { catalogNameProblems } from "../../names";
import { connectionProblems, type StackConfig } from "../connection/settings";
import { isMask } from "../masking";
import type { CatalogInputs } from "./inputs";

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
        catalogName: raw.catalogName ?? "",
        ...(raw.comment !== undefined && { comment: raw.comment }),
        properties: propertiesWithDefaults(raw.properties ?? {}),
        namespaces: raw.namespaces ?? [],
        adopt: raw.adopt ?? false,
        propagationTimeoutSeconds: raw.propagationTimeoutSeconds ?? DEFAULT_PROPAGATION_TIMEOUT_SECONDS,
    };
}

function propertiesWithDefaults(given: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
    if (isUnknown(given)) {
        return given;
    }
    const isRest = given["iceberg.catalog.type"]?.toLowerCase() === "rest";
    return { type: "iceberg", ...(isRest && REST_CLIENT_BOUNDS), ...given };
}

/** Everything that is wrong with the inputs and can be known without a connection. */
export function checkCatalog(raw: RawCatalogInputs, config: StackConfig): CheckFailure[] {
    const inputs = withDefaults(raw);
    return [
        ...connectionProblems(inputs.connection, config),
        ...nameFailures(inputs.catalogName),
        ...commentFailures(inputs.comment),
        ...propertyFailures(inputs.properties),
        ...timeoutFailures(inputs.propagationTimeoutSeconds),
    ];
}

function nameFailures(name: string): CheckFailure[] {
    return isUnknown(name)
        ? []
        : catalogNameProblems(name).map((problem) => ({
              property: "catalogName",
              reason: `"${name}" ${problem}`,
          }));
}

function commentFailures(comment: string | undefined): CheckFailure[] {
    return comment === undefined || isUnknown(comment)
        ? []
        : roundTripProblems(comment).map((reason) => ({ property: "comment", reason }));
}

function propertyFailures(properties: Readonly<Record<string, string>>): CheckFailure[] {
    if (isUnknown(properties)) {
        return [];
    }
    return Object.entries(properties).flatMap(([key, value]) =>
        [...keyProblems(key), ...(isUnknown(value) ? [] : valueProblems(key, value))].map((reason) => ({
            property: `properties["${key}"]`,
            reason,
        })),
    );
}

function keyProblems(key: string): string[] {
    return /^[a-z0-9._-]+$/.test(key)
        ? []
        : [
              "a key may hold only lower-case letters, digits, dots, hyphens and underscores: StarRocks accepts " +
                  "other spellings but doesn't mask their values",
          ];
}

function valueProblems(key: string, value: string): string[] {
    if (typeof value !== "string") {
        return [`must be a string, as all properties of StarRocks are; not ${typeof value}`];
    }
    return isMask(key, value)
        ? ["is what StarRocks shows in place of the credential, not the credential"]
        : roundTripProblems(value);
}

/** Texts that StarRocks doesn't show as they were stored, so that they would read as drift for ever. */
function roundTripProblems(value: string): string[] {
    return [
        ...(value.includes("\\")
            ? ["must not hold a backslash: StarRocks doesn't show it unambiguously"]
            : []),
        ...(/[\ud800-\udfff]/.test(value)
            ? ["must not hold characters beyond U+FFFF, such as emoji: StarRocks doesn't show them unharmed"]
            : []),
    ];
}

function timeoutFailures(seconds: number): CheckFailure[] {
    return isUnknown(seconds) || (Number.isFinite(seconds) && seconds >= 0)
        ? []
        : [{ property: "propagationTimeoutSeconds", reason: `must be zero or more seconds, not ${seconds}` }];
}
