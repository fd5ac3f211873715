import { INTERNAL_CATALOG_ID } from "../catalogs/catalogManager";
import { ALL } from "./grantedObject";
import { OBJECT_TYPES, type ObjectType } from "./objectTypes";
import { PrivilegeCollection } from "./privileges";

export interface BuiltinRole {
    comment: string;
    /** GRANT and REVOKE may change what the role holds. */
    mutable: boolean;
    privileges: PrivilegeCollection;
}

export const ROOT_ROLE = "root";
export const PUBLIC_ROLE = "public";

const SECURITY_PRIVILEGES = ["SECURITY", "OPERATE"];
const USER_PRIVILEGES = ["GRANT"];
const CLUSTER_PRIVILEGES = ["NODE"];

/** com.starrocks.authorization.AuthorizationMgr, in the order of the roles' ids. */
export function builtinRoles(): Map<string, BuiltinRole> {
    const databaseAdminSystem = OBJECT_TYPES.SYSTEM.privileges.filter(
        (privilege) => ![...USER_PRIVILEGES, ...CLUSTER_PRIVILEGES].includes(privilege),
    );
    return new Map([
        [
            ROOT_ROLE,
            role(
                "built-in root role which has all privileges on all objects",
                everything(OBJECT_TYPES.SYSTEM.privileges),
            ),
        ],
        [
            "db_admin",
            role("built-in database administration role", everything(databaseAdminSystem, ["USER"])),
        ],
        ["cluster_admin", role("built-in cluster administration role", [onSystem(CLUSTER_PRIVILEGES)])],
        [
            "user_admin",
            role("built-in user administration role", [onSystem(USER_PRIVILEGES), onAll(OBJECT_TYPES.USER)]),
        ],
        [
            PUBLIC_ROLE,
            role(
                "built-in public role which is owned by any user",
                [[OBJECT_TYPES.TABLE, ["SELECT"], INTERNAL_CATALOG_ID, ["information_schema", ALL]]],
                true,
            ),
        ],
        ["security_admin", role("built-in security administration role", [onSystem(SECURITY_PRIVILEGES)])],
    ]);
}

type Holding = [ObjectType, readonly string[], number | undefined, string[]];

function role(comment: string, holdings: Holding[], mutable = false): BuiltinRole {
    const privileges = new PrivilegeCollection();
    for (const [type, names, catalogId, path] of holdings) {
        privileges.grant(names, { type, catalogId, path, all: type.name !== "SYSTEM" }, false);
    }
    return { comment, mutable, privileges };
}

function everything(systemPrivileges: readonly string[], without: string[] = []): Holding[] {
    return Object.values(OBJECT_TYPES)
        .filter((type) => !without.includes(type.name))
        .map((type) => (type.name === "SYSTEM" ? onSystem(systemPrivileges) : onAll(type)));
}

function onAll(type: ObjectType): Holding {
    const catalogId = type.inEveryCatalog ? undefined : INTERNAL_CATALOG_ID;
    return [type, type.privileges, catalogId, Array<string>(type.parts).fill(ALL)];
}

function onSystem(privileges: readonly string[]): Holding {
    return [OBJECT_TYPES.SYSTEM, privileges, INTERNAL_CATALOG_ID, []];
}
