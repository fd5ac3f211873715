import { starRocksPrivileges } from "../../permissions/access";
import type { RawGrantInputs } from "./inputs";

/** What a grant gives, as single privileges on single objects: `SELECT ON ALL TABLES IN DATABASE sales`. */
export function grantEntries(inputs: RawGrantInputs): string[] {
    const {
        catalog = [],
        databases = [],
        tables = [],
    } = inputs.privileges ?? (inputs.access === undefined ? {} : starRocksPrivileges(inputs.access));
    return [
        ...entries(catalog, [`CATALOG ${inputs.catalogName}`]),
        ...entries(databases, databaseObjects(inputs)),
        ...entries(tables, tableObjects(inputs)),
    ];
}

function entries(privileges: readonly string[], objects: readonly string[]): string[] {
    return objects.flatMap((object) => privileges.map((privilege) => `${privilege} ON ${object}`));
}

function databaseObjects({ namespaces, tables }: RawGrantInputs): string[] {
    const chosen = namespaces ?? tables?.map((table) => table.split(".")[0]!);
    return chosen === undefined ? ["ALL DATABASES"] : [...new Set(chosen)].map((each) => `DATABASE ${each}`);
}

function tableObjects({ namespaces, tables }: RawGrantInputs): string[] {
    if (tables !== undefined) {
        return tables.map((table) => `TABLE ${table}`);
    }
    return namespaces === undefined
        ? ["ALL TABLES IN ALL DATABASES"]
        : namespaces.map((namespace) => `ALL TABLES IN DATABASE ${namespace}`);
}

/**
 * Splits a row of `SHOW GRANTS`, such as `GRANT INSERT, SELECT ON TABLE db.t TO ROLE 'r'`, into single
 * privileges. A row that grants a role is none.
 */
export function entriesOfRow(grants: string): string[] {
    const match = /^GRANT (.+?) ON (.+?) TO (?:ROLE|USER) /.exec(grants);
    return match === null ? [] : match[1]!.split(", ").map((privilege) => `${privilege} ON ${match[2]}`);
}

/** The object of an entry with its names quoted, as a statement needs them. */
export function quotedObject(entry: string): string {
    const object = entry.slice(entry.indexOf(" ON ") + " ON ".length);
    return object.replace(
        /(CATALOG|DATABASE|TABLE) (\S+)$/,
        (_, kind: string, name: string) =>
            `${kind} ${name
                .split(".")
                .map((part) => `\`${part}\``)
                .join(".")}`,
    );
}

/** The entries' privileges by quoted object, so that one statement grants all of them on it. */
export function privilegesByObject(granted: readonly string[]): Map<string, string[]> {
    const byObject = new Map<string, string[]>();
    for (const entry of granted) {
        const object = quotedObject(entry);
        byObject.set(object, [...(byObject.get(object) ?? []), entry.slice(0, entry.indexOf(" ON "))]);
    }
    return byObject;
}
