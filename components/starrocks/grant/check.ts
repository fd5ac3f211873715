import { AccessLevel } from "../../access";
import { isUnknown } from "../../dynamic/unknown";
import { catalogNameProblems, namespaceNameProblems, starRocksNameProblems } from "../../names";
import { connectionProblems } from "../connection/check";
import type { StackConfig } from "../connection/settings";
import { grantEntries } from "./entries";
import type { ExplicitPrivileges, GrantInputs, RawGrantInputs } from "./inputs";

export interface CheckFailure {
    readonly property: string;
    readonly reason: string;
}

// As SHOW GRANTS of 3.5.7 and 4.1-dev lists what GRANT ALL gives.
const PRIVILEGES: Readonly<Record<keyof ExplicitPrivileges, readonly string[]>> = {
    catalog: ["USAGE", "CREATE DATABASE", "DROP", "ALTER"],
    databases: ["CREATE TABLE", "DROP", "ALTER", "CREATE VIEW"],
    tables: ["DELETE", "DROP", "INSERT", "SELECT", "ALTER", "EXPORT", "UPDATE", "REFRESH"],
};

/** Fills in what the user left out, and spells out what is granted. */
export function grantWithDefaults(raw: RawGrantInputs): GrantInputs {
    return {
        ...raw,
        connection: raw.connection ?? {},
        createRole: raw.createRole ?? false,
        grants: hasUnknown(raw) ? [] : grantEntries(raw),
    };
}

function hasUnknown({ connection: _, ...rest }: RawGrantInputs): boolean {
    return Object.values(rest).flat().some(isUnknown);
}

/** Everything that is wrong with the inputs and can be known without a connection. */
export function checkGrant(raw: RawGrantInputs, config: StackConfig): CheckFailure[] {
    return [
        ...connectionProblems(raw.connection ?? {}, config),
        ...named("catalogName", [raw.catalogName ?? ""], catalogNameProblems),
        ...granteeFailures(raw),
        ...scopeFailures(raw),
        ...privilegeFailures(raw),
        ...emptyFailures(raw),
    ];
}

function named(
    property: string,
    names: readonly string[],
    problemsOf: (name: string) => string[],
): CheckFailure[] {
    return names
        .filter((name) => !isUnknown(name))
        .flatMap((name) => problemsOf(name).map((problem) => ({ property, reason: `"${name}" ${problem}` })));
}

function granteeFailures({ role, user, createRole }: RawGrantInputs): CheckFailure[] {
    if ((role === undefined) === (user === undefined)) {
        return [{ property: "role", reason: "give either role or user" }];
    }
    if (role !== undefined) {
        return named("role", [role], starRocksNameProblems);
    }
    return [
        ...named("user", [user!], userProblems),
        ...(createRole ? [{ property: "createRole", reason: "is only for a role" }] : []),
    ];
}

function userProblems(user: string): string[] {
    return /^[A-Za-z0-9_.-]+(@[A-Za-z0-9_.%:-]+)?$/.test(user)
        ? []
        : ["must be a user's name, with @ and a host if it isn't %"];
}

function scopeFailures({ namespaces, tables }: RawGrantInputs): CheckFailure[] {
    if (namespaces !== undefined && tables !== undefined) {
        return [{ property: "tables", reason: "give either namespaces or tables" }];
    }
    return [
        ...named("namespaces", list(namespaces), namespaceNameProblems),
        ...named("tables", list(tables), (table) =>
            /^[a-z0-9_]+\.[a-z0-9_]+$/.test(table) ? [] : ["must be <namespace>.<table>"],
        ),
    ];
}

/** Lists that leave nothing to grant, which would read as a grant that is gone. */
function emptyFailures(raw: RawGrantInputs): CheckFailure[] {
    const empty = (["namespaces", "tables"] as const).filter((property) => raw[property]?.length === 0);
    if (empty.length > 0) {
        return empty.map((property) => ({ property, reason: "is empty; leave it out to grant on all" }));
    }
    return raw.privileges !== undefined && !hasUnknown(raw) && grantEntries(raw).length === 0
        ? [{ property: "privileges", reason: "names no privilege" }]
        : [];
}

/** The list, or nothing if it isn't known yet. */
function list(values: readonly string[] | undefined): readonly string[] {
    return values === undefined || isUnknown(values) ? [] : values;
}

function privilegeFailures({ access, privileges }: RawGrantInputs): CheckFailure[] {
    if ((access === undefined) === (privileges === undefined)) {
        return [{ property: "access", reason: "give either access or privileges" }];
    }
    if (access !== undefined) {
        return isUnknown(access) || access in AccessLevel
            ? []
            : [
                  {
                      property: "access",
                      reason: `"${access}" is none of ${Object.keys(AccessLevel).join(", ")}`,
                  },
              ];
    }
    return Object.entries(PRIVILEGES).flatMap(([kind, allowed]) =>
        named(`privileges.${kind}`, list(privileges?.[kind as keyof ExplicitPrivileges]), (privilege) =>
            allowed.includes(privilege) ? [] : [`is none of ${allowed.join(", ")}`],
        ),
    );
}
