import type { User } from "./accounts/accounts";
import { INTERNAL_CATALOG } from "./catalogs/catalogManager";

/** One client's connection. */
export class Session {
    catalog = INTERNAL_CATALOG;
    database = "";
    readonly variables = new Map<string, string>();
    readonly prepared = new Map<string, string>();
    activeRoles: Set<string>;
    running = false;
    statement = "";
    state: "OK" | "ERR" = "OK";
    transactionLabel = "";

    constructor(
        readonly id: number,
        public user: User,
        readonly host: string,
        readonly connectedAt: Date,
        /** Cuts the client off; a running statement goes on. */
        readonly disconnect: () => void,
    ) {
        this.activeRoles = new Set(user.defaultRoles);
    }

    /** COM_RESET_CONNECTION and COM_CHANGE_USER start afresh. */
    reset(user: User): void {
        this.user = user;
        this.activeRoles = new Set(user.defaultRoles);
        this.catalog = INTERNAL_CATALOG;
        this.database = "";
        this.variables.clear();
        this.prepared.clear();
    }
}
