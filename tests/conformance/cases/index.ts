import type { Group } from "../steps";
import { ALTER, ALTER_MISSING } from "./alter";
import { CREATE } from "./create";
import { CREATE_AGAIN, CREATE_ENVIRONMENT, CREATE_LARGE } from "./createAgain";
import { CREATE_FAILING } from "./createFailing";
import { DROP } from "./drop";
import { ERRORS } from "./errors";
import { FIRST_USE, LATER_FAILURE } from "./firstUse";
import { GRANTS, GRANTS_IN_CATALOG } from "./grants";
import { LOCKS } from "./locks";
import {
    CATALOG_CREATOR,
    DATABASE_CREATOR,
    NOTHING_GRANTED,
    SELECT_GRANTED,
    USAGE_GRANTED,
} from "./lowPrivilege";
import { MASKING } from "./masking";
import { NAMES } from "./names";
import { LOGINS, PREPARED, STATEMENTS } from "./protocol";
import { RESTARTS } from "./restart";
import { REVOKES } from "./revokes";
import { BUILT_IN_ROLES, ROLES } from "./roles";
import { SESSION } from "./session";
import { SHOW, SHOW_CATALOGS } from "./show";
import { DATABASE_REQUESTS, PREFIXED, TABLE_REQUESTS } from "./tables";
import { USERS } from "./users";

export const GROUPS: readonly Group[] = [
    CREATE,
    CREATE_FAILING,
    CREATE_AGAIN,
    CREATE_LARGE,
    CREATE_ENVIRONMENT,
    FIRST_USE,
    LATER_FAILURE,
    RESTARTS,
    LOCKS,
    SHOW,
    SHOW_CATALOGS,
    MASKING,
    ALTER,
    ALTER_MISSING,
    DROP,
    NAMES,
    ERRORS,
    ROLES,
    BUILT_IN_ROLES,
    USERS,
    GRANTS,
    GRANTS_IN_CATALOG,
    REVOKES,
    NOTHING_GRANTED,
    USAGE_GRANTED,
    SELECT_GRANTED,
    DATABASE_CREATOR,
    CATALOG_CREATOR,
    DATABASE_REQUESTS,
    TABLE_REQUESTS,
    PREFIXED,
    SESSION,
    PREPARED,
    STATEMENTS,
    LOGINS,
];
