import { describeServer } from "../connection/server";
import type { ConnectionSettings } from "../connection/settings";
import { isMask, showsValue } from "../masking";
import { withCatalogSession } from "./catalogSession";
import { REST_CLIENT_BOUNDS } from "./check";
import { propertiesFromServer } from "./compare";
import type { CatalogInputs, CatalogState } from "./inputs";
import { ownership, parseMark } from "./ownerMark";
import { show } from "./shown";

/** A catalog of which no state knows yet, as `pulumi import` asks for it. */

/** @param wanted the catalog's name, who is to own it, and what a program that declares nothing else has. */
export function findCatalog(connection: ConnectionSettings, wanted: CatalogInputs): Promise<CatalogState> {
    return withCatalogSession(connection, [], async (session) => {
        const { catalogName, owner } = wanted;
        const shown = await show(session, catalogName);
        if (shown === undefined) {
            throw new Error(
                `there is no catalog ${catalogName} on ${session.frontend}: the id is the name of a catalog, as ` +
                    "SHOW CATALOGS lists it there.",
            );
        }
        const { mark, comment, properties } = shown;
        if (owner !== undefined && ownership(mark, owner) === "anotherStack") {
            throw new Error(
                `catalog ${catalogName} belongs to ${parseMark(mark!).owner}, and would have two owners. To move it ` +
                    "here, take it out of that stack's state (pulumi state delete), and declare it here with adopt: true.",
            );
        }
        return {
            ...wanted,
            ...(comment !== undefined && { comment }),
            properties: propertiesFromServer({ type: properties.type ?? "" }, properties),
            ...(await describeServer(session)),
            ...(mark !== undefined && { mark }),
        };
    });
}

/** The properties in whose place StarRocks shows something else: what they are, only the program can say. */
export function hiddenProperties({ properties }: Pick<CatalogInputs, "properties">): string[] {
    return Object.entries(properties)
        .filter(([key, value]) => isMask(key, value))
        .map(([key]) => key);
}

/**
 * Whether a program declares a catalog as it was found: with the credentials whose masks were found, and with nothing
 * more than the bounds that this package adds.
 */
export function isAsFound(found: CatalogInputs, wanted: CatalogInputs): boolean {
    const extra = Object.keys(wanted.properties).filter((key) => !Object.hasOwn(found.properties, key));
    return (
        found.catalogName === wanted.catalogName &&
        found.comment === wanted.comment &&
        String(found.frontends) === String(wanted.frontends) &&
        String(found.namespaces) === String(wanted.namespaces) &&
        extra.every((key) => wanted.properties[key] === REST_CLIENT_BOUNDS[key]) &&
        Object.entries(found.properties).every(([key, shown]) => {
            const value = Object.hasOwn(wanted.properties, key) ? wanted.properties[key] : undefined;
            return value !== undefined && showsValue(key, value, shown);
        })
    );
}

/** What was found, with the credentials that the program has given meanwhile for what masks stand for. */
export function withGivenCredentials<Found extends Pick<CatalogInputs, "properties">>(
    found: Found,
    given: Readonly<Record<string, string>> = {},
): Found {
    const properties = Object.entries(found.properties).map(([key, shown]) => [
        key,
        Object.hasOwn(given, key) && showsValue(key, given[key]!, shown) ? given[key] : shown,
    ]);
    return { ...found, properties: Object.fromEntries(properties) };
}
