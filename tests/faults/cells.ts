import { FAULTS, type Fault, type Place } from "./faults";
import { OPERATIONS, type Operation } from "./operations";

/** One fault in one operation, at one statement if it strikes there. */
export interface Cell {
    readonly name: string;
    readonly operation: Operation;
    readonly fault: Fault;
    readonly statement: RegExp;
}

const NO_STATEMENT = /(?!)/;

/** Which statements of an operation a fault is tried on; none if the fault doesn't concern it. */
const STRUCK: Readonly<Record<Place, (operation: Operation) => readonly RegExp[]>> = {
    statement: ({ statements = [] }) => statements,
    login: ({ kind }) => (kind === "lakeFormationGrants" ? [] : [NO_STATEMENT]),
    endpoint: ({ callsEndpoint }) => (callsEndpoint ? [NO_STATEMENT] : []),
    lakeFormation: ({ kind }) => (kind === "lakeFormationGrants" ? [NO_STATEMENT] : []),
};

export const CELLS: readonly Cell[] = OPERATIONS.flatMap((operation) =>
    FAULTS.flatMap((fault) =>
        STRUCK[fault.place](operation).map((statement) => ({
            name: nameOf(operation, fault, statement),
            operation,
            fault,
            statement,
        })),
    ),
);

function nameOf({ kind, name }: Operation, fault: Fault, statement: RegExp): string {
    const place = statement === NO_STATEMENT ? "" : ` at ${statement.source}`;
    return `${kind}, ${name}: ${fault.name}${place}`;
}

/** One cell for each fault, with the operations in turn. */
export const SAMPLE: readonly Cell[] = FAULTS.map((fault, index) => {
    const its = CELLS.filter((cell) => cell.fault === fault);
    return its[index % its.length]!;
});
