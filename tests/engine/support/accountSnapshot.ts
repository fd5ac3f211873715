import type { Account } from "../../sandbox/aws";
import { createAccount } from "../../sandbox/aws/account/create";

const MAPS = [
    ...(["users", "roles", "accessKeys", "policies", "tableBuckets", "namespaces", "tables"] as const),
    ...(["objects", "registrations", "kmsKeys", "kmsAliases"] as const),
];
const LISTS = ["attachments", "grants"] as const;

/** What was made in an account of the sandbox since it was opened, as JSON. */
export function madeInAccount(account: Account): string {
    const untouched = createAccount({
        accountId: account.id,
        region: account.region,
        partition: account.partition,
    });
    const made = {
        mount: account.mount,
        ...Object.fromEntries(
            MAPS.map((name) => {
                const all: Map<string, unknown> = account[name];
                const there = new Set<string>([...untouched[name].keys(), keyOfDeployer(account)]);
                return [name, new Map([...all].filter(([key]) => !there.has(key)))];
            }),
        ),
        ...Object.fromEntries(
            LISTS.map((name) => {
                const there = new Set(untouched[name].map((entry) => JSON.stringify(entry)));
                return [name, account[name].filter((entry) => !there.has(JSON.stringify(entry)))];
            }),
        ),
    };
    return JSON.stringify(made, withTypes, 4);
}

function keyOfDeployer({ accessKeys, deployer }: Account): string {
    return [...accessKeys.values()].find(({ user }) => user === deployer.name)?.id ?? "";
}

/** Puts that into another account, beside what is there. */
export function addToAccount(account: Account, json: string): void {
    const made = JSON.parse(json, fromTypes) as Account;
    account.mount = made.mount;
    for (const name of MAPS) {
        const target: Map<string, unknown> = account[name];
        for (const [key, value] of made[name]) {
            target.set(key, value);
        }
    }
    for (const name of LISTS) {
        const target: unknown[] = account[name];
        target.push(...made[name]);
    }
}

/** Keeps maps and buffers recognizable; a buffer has turned itself into an object before it gets here. */
function withTypes(this: Record<string, unknown>, key: string, value: unknown): unknown {
    const original = this[key];
    if (original instanceof Map) {
        return { map: [...original] };
    }
    return Buffer.isBuffer(original) ? { base64: original.toString("base64") } : value;
}

function fromTypes(_key: string, value: unknown): unknown {
    const { map, base64 } = (value ?? {}) as { map?: [string, unknown][]; base64?: string };
    if (Array.isArray(map)) {
        return new Map(map);
    }
    return typeof base64 === "string" ? Buffer.from(base64, "base64") : value;
}
