import type { SqlClient } from "../../sandbox/sqlClient";

/** Roles and users for one test file, which are dropped in the end. */
export interface Grantees {
    role(): Promise<string>;
    /** A name without a role of that name. */
    newRole(): string;
    /** A user who may log in with the password `secret`, as `name`. */
    user(roles?: readonly string[]): Promise<string>;
    drop(): Promise<void>;
}

export function makeGrantees(sql: SqlClient): Grantees {
    const made: { readonly kind: "ROLE" | "USER"; readonly name: string }[] = [];
    const name = (kind: "ROLE" | "USER") => {
        const unique = `pulumi_${kind.toLowerCase()}_${process.pid}_${Date.now().toString(36)}_${made.length}`;
        made.push({ kind, name: unique });
        return unique;
    };
    return {
        newRole: () => name("ROLE"),
        role: async () => {
            const role = name("ROLE");
            await sql.run(`CREATE ROLE ${role}`);
            return role;
        },
        user: async (roles = []) => {
            const user = name("USER");
            const byDefault = roles.length === 0 ? "" : ` DEFAULT ROLE ${roles.join(", ")}`;
            await sql.run(`CREATE USER '${user}'@'%' IDENTIFIED BY 'secret'${byDefault}`);
            return user;
        },
        drop: async () => {
            for (const { kind, name: each } of made) {
                await sql.run(`DROP ${kind} IF EXISTS ${kind === "USER" ? `'${each}'@'%'` : each}`);
            }
        },
    };
}
