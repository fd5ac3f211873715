import { AccessLevel } from "../../permissions/access";
import { describeServer } from "../connection/server";
import { withSession } from "../connection/session";
import type { ConnectionSettings } from "../connection/settings";
import { type Grantee, grantee } from "../statements";
import { grantEntries } from "./entries";
import type { GrantInputs, GrantState, RawGrantInputs } from "./inputs";
import { heldOn } from "./life";

/** A grant of which no state knows yet, as `pulumi import` asks for it. */

/** What the id of a grant says: `<catalog>|<role or user>`. */
export interface GrantId {
    readonly catalogName: string;
    /** Whom it may be for. */
    readonly grantees: readonly Grantee[];
}

const FORM =
    "The id of a grant is <catalog>|<role or user>; <catalog>|role:<name> or <catalog>|user:<name> where both are called so";

/** Reads the id of a grant. A name alone may be that of a role and that of a user. */
export function parseGrantId(id: string): GrantId {
    const [, catalogName, kind, name] = /^([^|]+)\|(?:(role|user):)?(.+)$/.exec(id) ?? [];
    if (catalogName === undefined || name === undefined) {
        throw new Error(`${FORM}. It was "${id}".`);
    }
    const isUser = kind === "user" || (kind === undefined && name.includes("@"));
    const grantees = [...(isUser ? [] : [{ role: name }]), ...(kind === "role" ? [] : [{ user: name }])];
    return { catalogName, grantees };
}

/** A role or user that holds something on a catalog. */
interface Holder {
    readonly to: Grantee;
    readonly entries: readonly string[];
}

/** What the role or user holds on the catalog, told as one grant. */
export function findGrant(connection: ConnectionSettings, id: GrantId): Promise<GrantState> {
    return withSession(connection, async (session) => {
        const { catalogName } = id;
        const holders: Holder[] = [];
        for (const to of id.grantees) {
            const entries = [...(await heldOn(session, { catalogName, ...to }))].sort();
            holders.push(...(entries.length > 0 ? [{ to, entries }] : []));
        }
        const [holder, ...others] = holders;
        const asked = id.grantees.map(grantee).join(" and ");
        if (holder === undefined) {
            throw new Error(
                `nothing is granted on catalog ${catalogName} to ${asked}, as SHOW GRANTS on ${session.frontend} lists ` +
                    `it. ${FORM}.`,
            );
        }
        if (others.length > 0) {
            throw new Error(`on catalog ${catalogName}, ${asked} both hold privileges. ${FORM}.`);
        }
        const inputs = asOneGrant({ catalogName, ...holder.to }, holder.entries);
        const { clusterId } = await describeServer(session);
        return { ...inputs, found: [], ...(clusterId !== undefined && { clusterId }) };
    });
}

/** Arguments that give these entries and no other. */
export function asOneGrant(
    target: Grantee & { catalogName: string },
    entries: readonly string[],
): GrantInputs {
    const scope = scopeOf(entries);
    const candidates: Partial<RawGrantInputs>[] = [
        ...Object.values(AccessLevel).map((access) => ({ access })),
        { privileges: privilegesIn(entries) },
    ];
    for (const candidate of candidates) {
        const raw: RawGrantInputs = { ...target, ...candidate, ...scope };
        const grants = grantEntries(raw);
        if (String([...grants].sort()) === String(entries)) {
            return { ...raw, connection: {}, createRole: false, grants };
        }
    }
    throw new Error(
        `what ${grantee(target)} holds on catalog ${target.catalogName} is no single grant: ${entries.join("; ")}. ` +
            "Declare it as several grants with adopt: true, which then count it as theirs.",
    );
}

/** The namespaces or tables that the entries are limited to; none if they are about all. */
function scopeOf(entries: readonly string[]): Pick<RawGrantInputs, "namespaces" | "tables"> {
    const named = (pattern: RegExp) => [
        ...new Set(entries.flatMap((entry) => pattern.exec(entry)?.[1] ?? [])),
    ];
    const tables = named(/ ON TABLE (\S+)$/);
    const namespaces = named(/ ON (?:ALL TABLES IN )?DATABASE (\S+)$/);
    return tables.length > 0 ? { tables } : namespaces.length > 0 ? { namespaces } : {};
}

function privilegesIn(entries: readonly string[]): RawGrantInputs["privileges"] {
    const on = (object: RegExp) => [
        ...new Set(
            entries
                .filter((entry) => object.test(entry))
                .map((entry) => entry.slice(0, entry.indexOf(" ON "))),
        ),
    ];
    const all = {
        catalog: on(/ ON CATALOG /),
        databases: on(/ ON (ALL DATABASES|DATABASE \S+)$/),
        tables: on(/ ON (ALL TABLES IN |TABLE )/),
    };
    return Object.fromEntries(Object.entries(all).filter(([, privileges]) => privileges.length > 0));
}

/** Whether a program declares what was found. */
export function isGrantAsFound(found: GrantState, wanted: GrantInputs): boolean {
    const sorted = ({ grants }: GrantInputs) => String([...grants].sort());
    return (
        (["catalogName", "role", "user"] as const).every((key) => found[key] === wanted[key]) &&
        String(found.frontends) === String(wanted.frontends) &&
        sorted(found) === sorted(wanted)
    );
}
