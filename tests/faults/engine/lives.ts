/** What the program of the stack declares of its catalog, beside what it always does. */
export interface Wanted {
    readonly comment?: string;
    readonly region?: string;
}

/** A command of the CLI, at a statement at which it is struck. */
export interface Life {
    readonly name: string;
    /** What the stack holds before; nothing if it is empty. */
    readonly before?: Wanted;
    /** What `pulumi up` is to reach; without it, the command is `pulumi destroy`. */
    readonly after?: Wanted;
    readonly statement: RegExp;
}

const CREATE = /^CREATE EXTERNAL CATALOG `lake`/;
const DROP = /^DROP CATALOG (IF EXISTS )?`?lake/;

const COMMENTED: Wanted = { comment: "for the analysts" };

export const LIVES: readonly Life[] = [
    { name: "up", after: {}, statement: CREATE },
    { name: "up, at its grants", after: {}, statement: /^GRANT/ },
    {
        name: "up with another property",
        before: {},
        after: { region: "eu-west-1" },
        statement: /^ALTER CATALOG/,
    },
    { name: "up that makes the catalog again, at DROP", before: {}, after: COMMENTED, statement: DROP },
    { name: "up that makes the catalog again, at CREATE", before: {}, after: COMMENTED, statement: CREATE },
    { name: "destroy", before: {}, statement: DROP },
];
