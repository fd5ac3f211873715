import { catalogNameProblems } from "../../common/names";
import { frontendsOf, plain } from "../../providers/plainInputs";
import { connectionOf, settings } from "../../providers/surroundings";
import { withDefaults } from "../../starrocks/catalog/check";
import { findCatalog, hiddenProperties, isAsFound, withGivenCredentials } from "../../starrocks/catalog/find";
import type { CatalogInputs, CatalogState } from "../../starrocks/catalog/inputs";
import { connectionProblems } from "../../starrocks/connection/check";
import type { ConnectionInputs, ConnectionSettings } from "../../starrocks/connection/settings";
import { findGrant, isGrantAsFound, parseGrantId } from "../../starrocks/grant/find";
import type { GrantInputs, GrantState } from "../../starrocks/grant/inputs";
import { ownerWithoutOrganization } from "../owner";
import { warn } from "./engineLog";
import { parseUrn } from "./types";

/**
 * `pulumi import` and `get`, which dynamic providers can't do: a resource is read of which there is an id, and no state.
 * What was found so bears a mark in its state until the resource is changed for the first time: a program that declares
 * what was found is no change, though StarRocks shows masks in place of credentials.
 */

/** What is found by an id, as the engine keeps it. */
export interface Found {
    readonly id: string;
    readonly props: object;
    readonly inputs: object;
}

export interface Importing<Inputs, State> {
    /** True for a state that a provider has made; a program that gets a resource may give a part of one. */
    isKnown(state: Partial<State>): boolean;
    find(id: string, urn: string, connection: ConnectionInputs | undefined): Promise<Found>;
    /** Whether a program declares what was found. */
    isAsFound(found: State, wanted: Inputs): boolean;
    /** What was found, with what the program has said of it since. */
    completed(found: State, inputs: Partial<Inputs>): State;
}

/** The mark. */
const IMPORTED = { imported: true };

export function isImported(state: object): boolean {
    return "imported" in state;
}

export const catalogImport: Importing<CatalogInputs, CatalogState> = {
    isKnown: ({ starRocksVersion }) => starRocksVersion !== undefined,
    async find(id, urn, connection = {}) {
        const problems = catalogNameProblems(id);
        if (problems.length > 0) {
            throw new Error(`the id of a catalog is its name, and this one ${problems.join(", and ")}.`);
        }
        const wanted = {
            ...withDefaults({ connection, catalogName: id, owner: ownerWithoutOrganization(parseUrn(urn)) }),
            frontends: frontendsOf(connection, settings),
        };
        const state = await findCatalog(usable(connection), wanted);
        const hidden = hiddenProperties(state);
        if (hidden.length > 0) {
            warn(
                `StarRocks shows a mask in place of ${hidden.join(", ")}: before the next pulumi up, give the ` +
                    "credentials themselves in the program, from the stack's encrypted configuration. What fits the " +
                    "mask is no change.",
            );
        }
        const { starRocksVersion: _, clusterId: _cluster, mark: _mark, ...inputs } = state;
        return found(id, state, inputs);
    },
    isAsFound,
    completed: (state, { properties }) => withGivenCredentials(state, properties),
};

export const grantImport: Importing<GrantInputs, GrantState> = {
    isKnown: ({ grants }) => grants !== undefined,
    async find(id, urn, connection = {}) {
        const state = {
            ...(await findGrant(usable(connection), parseGrantId(id))),
            connection,
            owner: ownerWithoutOrganization(parseUrn(urn)),
            frontends: frontendsOf(connection, settings),
        };
        const { found: _, clusterId: _cluster, ...inputs } = state;
        return found(`${state.catalogName}|${state.role ?? state.user}`, state, inputs);
    },
    isAsFound: isGrantAsFound,
    completed: (state) => state,
};

function found(id: string, state: object, inputs: object): Found {
    return { id, props: plain({ ...state, ...IMPORTED }), inputs: plain(inputs) };
}

/** The connection of what no program has declared yet. */
function usable(connection: ConnectionInputs): ConnectionSettings {
    const problems = connectionProblems(connection, settings);
    if (problems.length > 0) {
        throw new Error(problems.map(({ property, reason }) => `${property} ${reason}`).join("; "));
    }
    return connectionOf({ connection });
}
