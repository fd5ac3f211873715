import { specialSecretSig, specialSigKey } from "@pulumi/pulumi/runtime";

/** A value of the wire without the marks of its secrets, and the paths at which they were. */
export interface Revealed {
    readonly value: unknown;
    /** In Pulumi's notation, such as `connection.password` or `properties["aws.s3.secret_key"]`. */
    readonly secrets: readonly string[];
}

export function reveal(value: unknown, path = ""): Revealed {
    if (typeof value !== "object" || value === null) {
        return { value, secrets: [] };
    }
    if (Array.isArray(value)) {
        const items = value.map((item, index) => reveal(item, `${path}[${index}]`));
        return { value: items.map((item) => item.value), secrets: items.flatMap(({ secrets }) => secrets) };
    }
    const marked = value as Record<string, unknown>;
    if (marked[specialSigKey] === specialSecretSig) {
        return { value: reveal(marked.value, path).value, secrets: [path] };
    }
    const members = Object.entries(marked).map(([key, member]) => ({
        key,
        ...reveal(member, joined(path, key)),
    }));
    return {
        value: Object.fromEntries(members.map((member) => [member.key, member.value])),
        secrets: members.flatMap(({ secrets }) => secrets),
    };
}

function joined(path: string, key: string): string {
    if (!/^[A-Za-z_]\w*$/.test(key)) {
        return `${path}[${JSON.stringify(key)}]`;
    }
    return path === "" ? key : `${path}.${key}`;
}
