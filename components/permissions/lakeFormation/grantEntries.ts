import { type GrantTable, permissionsIn } from "./grantKeys";

/** What a table grants as single permissions, each with what it is granted on: `SELECT on tables of sales`. */
export function entriesOf(grants: GrantTable): string[] {
    return Object.entries(grants).flatMap(([key, value]) =>
        permissionsIn(value).map((permission) => `${permission} on ${key}`),
    );
}

/** The table of such entries. */
export function tableOf(entries: readonly string[]): GrantTable {
    const table = new Map<string, string[]>();
    for (const entry of entries) {
        const [permission = "", ...rest] = entry.split(" on ");
        const key = rest.join(" on ");
        table.set(key, [...(table.get(key) ?? []), permission]);
    }
    return Object.fromEntries([...table].map(([key, permissions]) => [key, permissions.join(", ")]));
}
