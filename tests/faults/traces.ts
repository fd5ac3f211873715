import { differences, propertiesToSet } from "../../components/starrocks/catalog/compare";
import type { CatalogInputs } from "../../components/starrocks/catalog/inputs";
import { OWNER_PROPERTY } from "../../components/starrocks/catalog/ownerMark";
import { entriesOfRow } from "../../components/starrocks/grant/entries";
import { parseShowCreateCatalog } from "../../components/starrocks/showCreate";
import { BUCKET, NAMESPACE } from "../frontend/support/lake";
import type { Account } from "../sandbox/aws";
import { grant } from "../unit/sandbox/awsSupport";
import type { Kind } from "./operations";
import type { CellNames, World } from "./world";

/** What a cell's resource should have left, by its declaration and its state. */
export interface Expected {
    /** What the program declares; nothing if it declares no resource. */
    readonly declared?: object;
    readonly outputs?: Readonly<Record<string, unknown>>;
    /** True if what was given by hand must still be there. */
    readonly keepsGiven: boolean;
}

/** How a problem begins that is about grants of others. */
export const GIVEN_BY_HAND = "given by hand";

/** What a resource of one kind leaves on the server or in the account. */
export interface Traces {
    /** What is there before the resource. */
    prepare(world: World, names: CellNames, declared: object): Promise<void>;
    /** Gives something by hand that the resource must not take. */
    give(world: World, names: CellNames): Promise<void>;
    /** Takes away by hand what the resource made. */
    takeAway(world: World, names: CellNames): Promise<void>;
    /** In what the traces differ from the expected ones. */
    problems(world: World, names: CellNames, expected: Expected): Promise<string[]>;
    clear(world: World, names: CellNames): Promise<void>;
}

const GIVEN = "ALTER ON CATALOG";

/** What a role holds. */
export async function heldBy({ sql }: Pick<World, "sql">, role: string): Promise<string[]> {
    const roles = await sql.column("SHOW ROLES");
    if (!roles.includes(role)) {
        return [];
    }
    const rows = await sql.rows(`SHOW GRANTS FOR ROLE ${role}`);
    return rows.flatMap((row) => entriesOfRow(row.Grants ?? ""));
}

async function makeRoles({ sql }: World, names: CellNames): Promise<void> {
    for (const role of [names.role, names.otherRole]) {
        await sql.run(`CREATE ROLE IF NOT EXISTS ${role}`);
    }
}

async function dropRoles({ sql }: World, names: CellNames): Promise<void> {
    for (const role of [names.role, names.otherRole]) {
        await sql.run(`DROP ROLE IF EXISTS ${role}`);
    }
}

async function shown({ sql }: World, name: string): Promise<string> {
    return (await sql.rows(`SHOW CREATE CATALOG \`${name}\``))[0]?.["Create Catalog"] ?? "";
}

async function catalogsOfCells({ sql, catalogName }: World): Promise<string[]> {
    const known = new Set<string | null>(["default_catalog", catalogName]);
    return (await sql.column("SHOW CATALOGS")).filter((name) => !known.has(name)) as string[];
}

/** What is found in place of what is wanted; nothing if that is the same. */
export const same = (what: string, found: readonly string[], wanted: readonly string[]): string[] => {
    const [one, other] = [[...found].sort().join("; "), [...wanted].sort().join("; ")];
    return one === other ? [] : [`${what}: ${one || "none"}; wanted: ${other || "none"}`];
};

const CATALOG: Traces = {
    prepare: makeRoles,
    give: async ({ sql }, { catalog, role }) => {
        await sql.run(`GRANT ${GIVEN} \`${catalog}\` TO ROLE ${role}`);
    },
    takeAway: async ({ sql }, { catalog }) => {
        await sql.run(`DROP CATALOG \`${catalog}\``);
    },
    problems: async (world, names, { declared, outputs, keepsGiven }) => {
        const wanted = declared as CatalogInputs | undefined;
        const found = await catalogsOfCells(world);
        const problems = same("catalogs", found, wanted === undefined ? [] : [wanted.catalogName]);
        if (wanted === undefined || problems.length > 0) {
            return problems;
        }
        const there = parseShowCreateCatalog(await shown(world, wanted.catalogName));
        const { [OWNER_PROPERTY]: mark, ...properties } = there.properties;
        const seen = await world.sql.column(`SHOW DATABASES FROM \`${wanted.catalogName}\``);
        return [
            ...differences(wanted, { ...there, properties }),
            ...Object.keys(propertiesToSet(wanted.properties, properties)).map((key) => `${key} isn't set`),
            ...same("mark", [String(mark)], [String(outputs?.mark)]),
            ...(seen.includes(NAMESPACE) ? [] : ["the catalog doesn't work"]),
            ...same(
                GIVEN_BY_HAND,
                await heldBy(world, names.role),
                keepsGiven ? [`${GIVEN} ${names.catalog}`] : [],
            ),
        ];
    },
    clear: async (world, names) => {
        for (const name of await catalogsOfCells(world)) {
            await world.sql.run(`DROP CATALOG \`${name}\``);
        }
        await dropRoles(world, names);
    },
};

const GRANT: Traces = {
    prepare: async (world, names, declared) => {
        if (!("createRole" in declared)) {
            await makeRoles(world, names);
        }
    },
    give: async ({ sql, catalogName }, { role }) => {
        await sql.run(`CREATE ROLE IF NOT EXISTS ${role}`);
        await sql.run(`GRANT ${GIVEN} ${catalogName} TO ROLE ${role}`);
    },
    takeAway: async ({ sql, catalogName }, { role }) => {
        await sql.run(`REVOKE USAGE ON CATALOG ${catalogName} FROM ROLE ${role}`);
    },
    problems: async (world, names, { outputs, keepsGiven }) => {
        const { role, grants = [] } = (outputs ?? {}) as { role?: string; grants?: readonly string[] };
        const given = keepsGiven ? [`${GIVEN} ${world.catalogName}`] : [];
        const of = (each: string) => (role === each ? grants : []);
        return [
            ...same(names.role, await heldBy(world, names.role), [...of(names.role), ...given]),
            ...same(names.otherRole, await heldBy(world, names.otherRole), of(names.otherRole)),
        ];
    },
    clear: dropRoles,
};

function keepGrants(account: Account, isKept: (grant: Account["grants"][number]) => boolean): void {
    account.grants.splice(0, Infinity, ...account.grants.filter(isKept));
}

/** Of a permission that no operation gives. */
const GIVEN_PERMISSION = "ALTER";

const LAKE_FORMATION_GRANTS: Traces = {
    prepare: async () => {},
    give: async ({ lake: { aws }, principal }) => {
        const catalogId = `${aws.account.id}:s3tablescatalog/${BUCKET}`;
        grant(aws.account, principal, { kind: "database", catalogId, name: NAMESPACE }, [GIVEN_PERMISSION]);
    },
    takeAway: async ({ lake: { aws }, principal }) => {
        keepGrants(aws.account, (each) => each.principal !== principal || each.resource.kind === "database");
    },
    problems: async ({ lake: { aws }, principal }, _names, { declared, keepsGiven }) => {
        const { grants = {} } = (declared ?? {}) as { grants?: Readonly<Record<string, string>> };
        const wanted = Object.entries(grants).flatMap(([key, permissions]) =>
            permissions.split(", ").map((each) => `${each} on ${key}`),
        );
        const held = aws.account.grants
            .filter((each) => each.principal === principal)
            .flatMap(({ resource, permissions }) =>
                permissions.map(
                    (each) =>
                        `${each} on ${resource.kind === "database" ? "namespace" : "tables of"} ${NAMESPACE}`,
                ),
            );
        const given = keepsGiven ? [`${GIVEN_PERMISSION} on namespace ${NAMESPACE}`] : [];
        return same("permissions", held, [...wanted, ...given]);
    },
    clear: async ({ lake: { aws }, principal }) => {
        keepGrants(aws.account, (each) => each.principal !== principal);
    },
};

export const TRACES: Readonly<Record<Kind, Traces>> = {
    catalog: CATALOG,
    grant: GRANT,
    lakeFormationGrants: LAKE_FORMATION_GRANTS,
};
