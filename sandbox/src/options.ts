import { parseArgs } from "node:util";
import { VERSIONS } from "../../tests/sandbox/starrocks/versions";
import { ACCOUNT_SET_UPS } from "./account";
import type { SandboxOptions } from "./index";

export const USAGE = `Usage: pulumi-starrocks-s3tables-sandbox [options] [-- <command>]

Starts an AWS account and a StarRocks frontend on this machine, says in which environment Pulumi finds them, and stays
until Ctrl-C. With a command, it runs that in this environment, and ends with it: -- bash is a shell in the sandbox.

  --release <${Object.keys(VERSIONS).join("|")}>   release of StarRocks; default 4.1
  --port <port>         query port of StarRocks; default 9030; 0 takes a free one
  --region <region>     Region of the AWS account; default us-east-1
  --account <what>      what the account has at first: ${ACCOUNT_SET_UPS.join(", ")}; default lake-formation
  --json                says everything as one JSON object
  --help                says this
`;

const DEFAULT_PORT = "9030";

export interface CommandLine {
    readonly sandbox: SandboxOptions;
    readonly json: boolean;
    readonly help: boolean;
    /** What is run in the sandbox, with its arguments; empty for nothing. */
    readonly command: readonly string[];
}

/** @throws with what was wrong, what was expected, and how to get help. */
export function readCommandLine(given: readonly string[]): CommandLine {
    const end = given.includes("--") ? given.indexOf("--") : given.length;
    const { values } = parseArgs({
        args: given.slice(0, end),
        options: {
            release: { type: "string", default: "4.1" },
            port: { type: "string", default: DEFAULT_PORT },
            region: { type: "string", default: "us-east-1" },
            account: { type: "string", default: "lake-formation" },
            json: { type: "boolean", default: false },
            help: { type: "boolean", default: false },
        },
    });
    const { json, help, region } = values;
    const isPort = /^\d{1,5}$/.test(values.port) && Number(values.port) <= 65_535;
    return {
        sandbox: {
            release: oneOf("--release", values.release, Object.keys(VERSIONS) as (keyof typeof VERSIONS)[]),
            account: oneOf("--account", values.account, ACCOUNT_SET_UPS),
            port: isPort ? Number(values.port) : fail("--port", values.port, "a number from 0 to 65535"),
            region,
        },
        json,
        help,
        command: given.slice(end + 1),
    };
}

function oneOf<Value extends string>(option: string, value: string, allowed: readonly Value[]): Value {
    return allowed.find((each) => each === value) ?? fail(option, value, allowed.join(", "));
}

function fail(option: string, value: string, expected: string): never {
    throw new Error(`${option} is "${value}", expected ${expected}`);
}
