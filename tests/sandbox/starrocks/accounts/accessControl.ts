import type { CatalogManager } from "../catalogs/catalogManager";
import { INTERNAL_CATALOG_ID } from "../catalogs/catalogManager";
import { SqlError } from "../errors";
import type { Session } from "../session";
import type { Accounts } from "./accounts";
import { ALL, covers, type GrantedObject } from "./grantedObject";
import { OBJECT_TYPES } from "./objectTypes";
import { ANY } from "./privileges";

const ACCESS_DENIED = 5203;

/** Decides what a session may do. */
export class AccessControl {
    constructor(
        private readonly accounts: Accounts,
        private readonly catalogs: CatalogManager,
    ) {}

    allows(session: Session, privilege: string, object: GrantedObject): boolean {
        return this.collections(session).some((collection) => collection.allows(privilege, object));
    }

    requireOnSystem(session: Session, ...privileges: string[]): void {
        if (!privileges.some((privilege) => this.allows(session, privilege, systemObject()))) {
            throw this.denied(session, privileges.join(" OR "), "SYSTEM");
        }
    }

    /** A missing catalog is no matter of privileges: the statement itself words that. */
    requireOnCatalog(session: Session, privilege: string, catalog: string): void {
        const id = this.catalogs.idOf(catalog);
        if (id !== undefined && !this.allows(session, privilege, catalogObject(id))) {
            throw this.denied(session, privilege, `CATALOG ${catalog}`);
        }
    }

    requireOnDatabase(session: Session, privilege: string, catalogId: number, database: string): void {
        const allowed =
            privilege === ANY
                ? this.mayEnter(session, catalogId, database)
                : this.allows(session, privilege, databaseObject(catalogId, database));
        if (!allowed) {
            throw this.denied(session, privilege, `DATABASE ${database}`);
        }
    }

    requireOnTable(
        session: Session,
        privilege: string,
        catalogId: number,
        database: string,
        table: string,
    ): void {
        if (!this.allows(session, privilege, tableObject(catalogId, database, table))) {
            throw this.denied(session, privilege, `TABLE ${table}`);
        }
    }

    /** Any privilege on a database, or on a table in it, makes it visible. */
    mayEnter(session: Session, catalogId: number, database: string): boolean {
        const wholeDatabase = databaseObject(catalogId, database);
        return this.collections(session).some((collection) =>
            collection
                .listed()
                .some(
                    ({ object }) =>
                        covers(object, wholeDatabase) ||
                        (object.type.parts === 2 &&
                            (object.catalogId === undefined || object.catalogId === catalogId) &&
                            (object.path[0] === ALL || object.path[0] === database)),
                ),
        );
    }

    /** GRANT on SYSTEM, or every privilege held with the grant option. */
    requireGrantor(session: Session, privileges: readonly string[], objects: readonly GrantedObject[]): void {
        const collections = this.collections(session);
        const held = objects.every((object) =>
            privileges.every((privilege) =>
                collections.some((collection) => collection.allows(privilege, object, true)),
            ),
        );
        if (!held) {
            this.requireOnSystem(session, "GRANT");
        }
    }

    private collections(session: Session) {
        return this.accounts.effective(session.user, session.activeRoles);
    }

    private denied(session: Session, privilege: string, object: string): SqlError {
        const active = this.accounts.inOrder(session.activeRoles);
        const inactive = this.accounts
            .inOrder(session.user.roles)
            .filter((role) => !session.activeRoles.has(role));
        return new SqlError(
            ACCESS_DENIED,
            "42000",
            `Access denied; you need (at least one of) the ${privilege} privilege(s) on ${object} for this ` +
                "operation. Please ask the admin to grant permission(s) or try activating existing roles using " +
                `<set [default] role>. Current role(s): ${list(active)}. Inactivated role(s): ${list(inactive)}.`,
        );
    }
}

export function systemObject(): GrantedObject {
    return { type: OBJECT_TYPES.SYSTEM, catalogId: INTERNAL_CATALOG_ID, path: [], all: false };
}

export function catalogObject(catalogId: number): GrantedObject {
    return { type: OBJECT_TYPES.CATALOG, catalogId, path: [], all: false };
}

function databaseObject(catalogId: number, database: string): GrantedObject {
    return { type: OBJECT_TYPES.DATABASE, catalogId, path: [database], all: false };
}

export function tableObject(catalogId: number, database: string, table: string): GrantedObject {
    return { type: OBJECT_TYPES.TABLE, catalogId, path: [database, table], all: false };
}

function list(roles: readonly string[]): string {
    return roles.length === 0 ? "NONE" : `[${roles.join(", ")}]`;
}
