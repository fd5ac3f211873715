import type { Session } from "../starrocks/connection/session";
import { messageOf } from "../starrocks/errors";
import { accessFinding } from "../starrocks/privileges";
import { showGrantsOf, showOwnGrants } from "../starrocks/statements";
import { type Look, look, wrong } from "./report";

const SUBJECT = "privileges";
/** Built-in roles that may create catalogs. */
const ENOUGH = ["root", "db_admin"];
const PRIVILEGE = /\bCREATE EXTERNAL CATALOG\b.* ON SYSTEM\b/;

/** Whether the user could create a catalog, as far as the grants can be read. */
export async function creationLook(session: Session, roles: readonly string[]): Promise<Look> {
    const enough = roles.find((role) => ENOUGH.includes(role));
    if (enough !== undefined) {
        return look(SUBJECT, "good", `role ${enough} may create catalogs`);
    }
    const own = await grantsOf(session, showOwnGrants());
    if (own.some((grant) => PRIVILEGE.test(grant))) {
        return look(SUBJECT, "good", `${session.user} holds CREATE EXTERNAL CATALOG`);
    }
    const active = roles.filter((role) => role !== "NONE");
    for (const role of active) {
        try {
            const held = await grantsOf(session, showGrantsOf(`ROLE \`${role.replaceAll("`", "")}\``));
            if (held.some((grant) => PRIVILEGE.test(grant))) {
                return look(SUBJECT, "good", `role ${role} holds CREATE EXTERNAL CATALOG`);
            }
        } catch (error) {
            return look(SUBJECT, "not seen", `what role ${role} may do: ${messageOf(error)}`);
        }
    }
    const granted = own.flatMap((grant) => /^GRANT (.+) TO /.exec(grant)?.[1] ?? []).join(", ");
    const inactive = ENOUGH.find((role) => granted.includes(`'${role}'`));
    return wrong(
        SUBJECT,
        accessFinding(
            new Error(
                `${session.user} has no active role that may CREATE EXTERNAL CATALOG. Inactivated role(s): [${inactive ?? ""}]`,
            ),
            session.user,
        ),
    );
}

async function grantsOf(session: Session, statement: string): Promise<string[]> {
    const rows = await session.queryAgain(statement);
    return rows.map((row) => row.Grants ?? "");
}
