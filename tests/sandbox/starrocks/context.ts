import type { AccessControl } from "./accounts/accessControl";
import type { Accounts } from "./accounts/accounts";
import type { Backend } from "./backend/backend";
import type { CatalogManager } from "./catalogs/catalogManager";
import type { Faults } from "./faults";
import type { FrontendProcess } from "./rest/client";
import type { Session } from "./session";

/** Everything one frontend holds. */
export interface FrontendState extends FrontendProcess {
    faults: Faults;
    accounts: Accounts;
    access: AccessControl;
    catalogs: CatalogManager;
    /** Databases of default_catalog. */
    internalDatabases: Set<string>;
    sessions: Map<number, Session>;
    backend: Backend;
    /** Identity of the cluster, which all frontends of a cluster show. */
    clusterId: string;
    startedAt: Date;
    port: number;
}

/** What a statement runs in. */
export interface StatementContext {
    frontend: FrontendState;
    session: Session;
}
