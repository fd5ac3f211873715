import { printable, showsValue } from "../masking";
import type { ShownCatalog } from "../showCreate";
import type { CatalogInputs } from "./inputs";

type Properties = Readonly<Record<string, string>>;

/** A property's value: a frontend may call one like what all objects have. */
function own(properties: Properties, key: string): string | undefined {
    return Object.hasOwn(properties, key) ? properties[key] : undefined;
}

/** The wanted properties that the server doesn't show with their wanted value. */
export function propertiesToSet(wanted: Properties, shown: Properties): Record<string, string> {
    return Object.fromEntries(
        Object.entries(wanted).filter(([key, value]) => {
            const current = own(shown, key);
            return current === undefined || !isShown(key, value, current);
        }),
    );
}

/** The type may be written in any case, and can't be altered into another one. */
function isShown(key: string, wanted: string, shown: string): boolean {
    return key === "type" ? isSameType(wanted, shown) : showsValue(key, wanted, shown);
}

/** Whether two values of the property `type` mean the same kind of catalog to StarRocks. */
export function isSameType(one: string | undefined, other: string | undefined): boolean {
    return one?.toLowerCase() === other?.toLowerCase();
}

/**
 * Properties that a frontend adds to a catalog by itself, with values of its own, by the catalog's type (observed on
 * 3.5.7 and 4.1-dev).
 */
const ADDED_BY_FRONTEND: Readonly<Record<string, readonly string[]>> = {
    es: ["enable_docvalue_scan", "enable_keyword_sniff", "es.net.ssl", "es.nodes.wan.only", "user"],
};

/** The properties on the server that are not wanted; only a replacement takes them away. */
export function surplusProperties(wanted: Properties, shown: Properties): string[] {
    const added = ADDED_BY_FRONTEND[own(wanted, "type")?.toLowerCase() ?? ""] ?? [];
    return Object.keys(shown).filter((key) => own(wanted, key) === undefined && !added.includes(key));
}

/** How a catalog on the server differs from the wanted one, one line per difference, without any secret. */
export function differences(wanted: CatalogInputs, shown: ShownCatalog): string[] {
    const secret = wanted.secretProperties;
    const lines = Object.entries(propertiesToSet(wanted.properties, shown.properties)).map(([key, value]) => {
        const current = own(shown.properties, key);
        const there = current === undefined ? "not set" : `"${printable(key, current, secret)}"`;
        return `${key}: is ${there}, should be "${printable(key, value, secret)}"`;
    });
    for (const key of surplusProperties(wanted.properties, shown.properties)) {
        lines.push(`${key}: is "${printable(key, shown.properties[key]!, secret)}", should not be set`);
    }
    if (shown.comment !== wanted.comment) {
        lines.push(`comment: is ${quoted(shown.comment)}, should be ${quoted(wanted.comment)}`);
    }
    return lines;
}

function quoted(comment: string | undefined): string {
    return comment === undefined ? "not set" : `"${comment}"`;
}

/**
 * The server's properties, with known values where possible: a mask that matches the known credential counts as
 * unchanged. Otherwise a printable text stands for "something else": a mask, even if StarRocks shows the credential in
 * plain text.
 */
export function propertiesFromServer(
    known: Properties,
    shown: Properties,
    secretKeys?: readonly string[],
): Record<string, string> {
    const surplus = surplusProperties(known, shown);
    const told = Object.entries(shown).filter(
        ([key]) => own(known, key) !== undefined || surplus.includes(key),
    );
    return Object.fromEntries(
        told.map(([key, value]) => {
            const mine = own(known, key);
            return [
                key,
                mine !== undefined && isShown(key, mine, value) ? mine : printable(key, value, secretKeys),
            ];
        }),
    );
}
