import { isIP } from "node:net";

/** A frontend's address. */
export interface Frontend {
    readonly host: string;
    readonly port: number;
}

/** The addresses in a text that may hold several with commas between them. */
export function hostsIn(text: string): string[] {
    return text
        .split(",")
        .map((host) => host.trim())
        .filter((host) => host !== "");
}

/** Reads `host`, `host:port`, `[IPv6]:port` or an IPv6 address; anything else counts as a host. */
export function parseFrontend(text: string, defaultPort: number): Frontend {
    const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d+))?$/.exec(text) ?? [];
    return { host: bracketed ?? plain ?? text, port: port === undefined ? defaultPort : Number(port) };
}

/** What is wrong with the address of a frontend. */
export function frontendProblems(address: string): string[] {
    const { host, port } = parseFrontend(address, 1);
    return [
        ...(isIP(host) !== 0 || /^[A-Za-z0-9_.-]{1,255}$/.test(host)
            ? []
            : ["is not a host name or address, with or without a port"]),
        ...(port >= 1 && port <= 65_535 ? [] : ["must have a port from 1 to 65535"]),
    ];
}
