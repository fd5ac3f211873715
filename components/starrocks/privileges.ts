import type { Finding } from "./diagnosis/finding";
import type { Grantee } from "./statements";

/** Built-in roles that between them hold everything that this package needs in StarRocks. */
const CATALOG_ROLE = "db_admin";
const GRANT_ROLE = "user_admin";

const NEEDED = /you need \(at least one of\) the (.+?) privilege\(s\) on /;
const INACTIVE = /Inactivated role\(s\): \[(.*?)\]/;

/** The finding of a user whom StarRocks denied a statement. */
export function accessFinding(error: Error, user: string): Finding {
    return {
        seen: error.message,
        brief: error.message,
        diagnosis: {
            cause: "the user lacks a privilege",
            step: "the privileges in StarRocks",
            advice: accessAdvice(error.message, user),
        },
    };
}

/** The finding of a role or user that isn't there. */
export function granteeFinding(error: Error, { role, user }: Grantee): Finding {
    return {
        seen: error.message,
        brief: error.message,
        diagnosis:
            role === undefined
                ? {
                      cause: "the user doesn't exist",
                      step: "the user in StarRocks",
                      advice: `Create ${user} first, or correct the name and the host.`,
                  }
                : {
                      cause: "the role doesn't exist",
                      step: "the role in StarRocks",
                      advice: `Set createRole: true to have ${role} created, create it first, or correct the name.`,
                  },
    };
}

function accessAdvice(text: string, user: string): string {
    const role = NEEDED.exec(text)?.[1]?.includes("GRANT") ? GRANT_ROLE : CATALOG_ROLE;
    const inactive = (INACTIVE.exec(text)?.[1] ?? "").split(", ");
    const lack = inactive.includes(role)
        ? `The role ${role} of ${user} is not active`
        : `${user} lacks the role ${role}`;
    const roles = `${CATALOG_ROLE}, ${GRANT_ROLE}`;
    return (
        `${lack}: catalogs need ${CATALOG_ROLE}, roles and grants need ${GRANT_ROLE}, both as default roles ` +
        `(GRANT ${roles} TO USER '${user}'; SET DEFAULT ROLE ${roles} TO '${user}').`
    );
}
