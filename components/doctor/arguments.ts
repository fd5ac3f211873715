import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { bucketArn, isPrincipalArn } from "../common/arns";
import { catalogNameProblems, namespaceNameProblems, tableBucketNameProblems } from "../common/names";
import { AccessLevel, AccessMode, IcebergEndpoint } from "../permissions/access";
import { addressProblems } from "../starrocks/catalog/addressProblems";
import { connectionProblems } from "../starrocks/connection/check";
import { orEnvironment } from "../starrocks/connection/environment";
import {
    type ConnectionInputs,
    type ConnectionSettings,
    resolveConnection,
} from "../starrocks/connection/settings";

/** What is to be looked at. */
export interface DoctorRequest {
    /** How StarRocks is reached; nothing if it isn't looked at. The password may have to be asked for. */
    readonly connection?: ConnectionSettings;
    readonly needsPassword: boolean;
    readonly catalogName?: string;
    readonly namespaces: readonly string[];
    readonly asksFrontend: boolean;
    readonly region?: string;
    readonly profile?: string;
    readonly keyProfile?: string;
    readonly principal?: string;
    /** The table bucket, by name or ARN, of a catalog that isn't there yet. */
    readonly tableBucket?: string;
    readonly endpoint?: IcebergEndpoint;
    readonly accessMode?: AccessMode;
    readonly restEndpoint?: string;
    readonly access: AccessLevel;
    readonly json: boolean;
    readonly timeoutSeconds: number;
}

/** The meaning of the command line: a request, a call for help, or its problems. */
export type Parsed =
    | { readonly kind: "request"; readonly request: DoctorRequest }
    | { readonly kind: "help" }
    | { readonly kind: "unusable"; readonly problems: readonly string[] };

type Environment = Readonly<Record<string, string | undefined>>;

const TEXT = { type: "string" } as const;
const FLAG = { type: "boolean" } as const;
const OPTIONS = {
    host: TEXT,
    port: TEXT,
    user: TEXT,
    tls: FLAG,
    "tls-ca": TEXT,
    "tls-any-certificate": FLAG,
    "cleartext-password": FLAG,
    catalog: TEXT,
    namespace: { type: "string", multiple: true },
    "ask-frontend": FLAG,
    region: TEXT,
    profile: TEXT,
    "key-profile": TEXT,
    principal: TEXT,
    "table-bucket": TEXT,
    endpoint: TEXT,
    "access-mode": TEXT,
    "rest-endpoint": TEXT,
    access: TEXT,
    json: FLAG,
    timeout: TEXT,
    help: { type: "boolean", short: "h" },
} as const;

type Values = ReturnType<typeof parseArgs<{ options: typeof OPTIONS; allowPositionals: true }>>["values"];

/** What people try, and everybody on the machine could read. */
const SECRET_OPTION =
    /^--?(p|password|secret|.*secret-access-key|access-key(-id)?|key|token|.*session-token)(=|$)/;

const DEFAULT_TIMEOUT_SECONDS = 60;

/** Reads the words after the name of the program. */
export function parseArguments(words: readonly string[], environment: Environment): Parsed {
    const secret = words.find((word) => SECRET_OPTION.test(word));
    if (secret !== undefined) {
        return unusable([
            `${secret.split("=")[0]} is not an option, because everybody on the machine can read a command line: set ` +
                "STARROCKS_PASSWORD, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or name a profile.",
        ]);
    }
    let parsed: { values: Values; positionals: string[] };
    try {
        parsed = parseArgs({ args: [...words], options: OPTIONS, allowPositionals: true });
    } catch (error) {
        return unusable([(error as Error).message]);
    }
    const { values, positionals } = parsed;
    if (values.help || words.length === 0) {
        return { kind: "help" };
    }
    return positionals.length === 1 && positionals[0] === "doctor"
        ? readOptions(values, environment)
        : unusable([`expected one command, doctor, not ${positionals.join(" ") || "none"}`]);
}

function unusable(problems: readonly string[]): Parsed {
    return { kind: "unusable", problems };
}

function readOptions(values: Values, environment: Environment): Parsed {
    const config = orEnvironment(() => undefined, environment);
    const isForStarRocks = (values.host ?? config("starrocks:host")) !== undefined;
    const timeout = Number(values.timeout ?? DEFAULT_TIMEOUT_SECONDS);
    const ca = certificates(values["tls-ca"]);
    const connection: ConnectionInputs = {
        host: values.host,
        ...(values.port !== undefined && { port: Number(values.port) }),
        user: values.user,
        ...((values.tls || values["tls-ca"] !== undefined || values["tls-any-certificate"]) && {
            tls: {
                ...(ca.text !== undefined && { ca: ca.text }),
                ...(values["tls-any-certificate"] && { verifyCertificate: false }),
            },
        }),
        cleartextPassword: values["cleartext-password"] ?? false,
        // Whoever asks what is wrong is not helped by waiting for it to pass.
        startupTimeoutSeconds: 0,
        connectTimeoutSeconds: Math.min(10, timeout || DEFAULT_TIMEOUT_SECONDS),
        queryTimeoutSeconds: timeout || DEFAULT_TIMEOUT_SECONDS,
    };
    const problems = [
        ...ca.problems,
        ...(isForStarRocks
            ? connectionProblems(connection, config).map(
                  ({ property, reason }) => `${optionOf(property)} ${inWordsOfOptions(reason)}`,
              )
            : []),
        ...optionProblems(values, isForStarRocks),
        ...(timeout > 0 && timeout <= 3600 ? [] : ["--timeout must be a number of seconds, at most 3600"]),
    ];
    if (problems.length > 0) {
        return unusable(problems);
    }
    return {
        kind: "request",
        request: {
            ...(isForStarRocks && { connection: resolveConnection(connection, config) }),
            needsPassword: isForStarRocks && environment.STARROCKS_PASSWORD === undefined,
            catalogName: values.catalog,
            namespaces: values.namespace ?? [],
            asksFrontend: values["ask-frontend"] ?? false,
            region: values.region,
            profile: values.profile,
            keyProfile: values["key-profile"],
            principal: values.principal,
            tableBucket: values["table-bucket"],
            endpoint: values.endpoint as IcebergEndpoint | undefined,
            accessMode: values["access-mode"] as AccessMode | undefined,
            restEndpoint: values["rest-endpoint"],
            access: (values.access as AccessLevel | undefined) ?? AccessLevel.Read,
            json: values.json ?? false,
            timeoutSeconds: timeout,
        },
    };
}

function certificates(file: string | undefined): { text?: string; problems: readonly string[] } {
    if (file === undefined) {
        return { problems: [] };
    }
    try {
        return { text: readFileSync(file, "utf8"), problems: [] };
    } catch (error) {
        return { problems: [`--tls-ca can't be read: ${(error as Error).message}`] };
    }
}

/** Options by the arguments of a program that they stand for. */
const OPTION_BY_ARGUMENT: Readonly<Record<string, string>> = {
    "tls.ca": "--tls-ca",
    "tls.verifyServerName": "--tls",
    cleartextPassword: "--cleartext-password",
};

function optionOf(property: string): string {
    const name = property.replace(/^connection\.?/, "").replace(/\[\d+\]$/, "");
    return OPTION_BY_ARGUMENT[name] ?? `--${name}`;
}

/** Programs read the stack's configuration, in whose place this command has the environment. */
function inWordsOfOptions(reason: string): string {
    return reason
        .replace(
            /^is missing: set it, or run .*starrocks:(\w+) .*$/,
            (_, key: string) => `is missing: pass it, or set STARROCKS_${key.toUpperCase()}`,
        )
        .replace(
            /, in the configuration starrocks:(\w+)$/,
            (_, key: string) => `, in STARROCKS_${key.toUpperCase()}`,
        );
}

function optionProblems(values: Values, isForStarRocks: boolean): string[] {
    const { catalog, namespace = [], principal, access } = values;
    const bucket = values["table-bucket"];
    return [
        ...(isForStarRocks || bucket !== undefined
            ? []
            : [
                  "--host is missing: a frontend, or STARROCKS_HOST; or --table-bucket, to ask before there is a catalog",
              ]),
        ...(isForStarRocks && catalog === undefined && bucket === undefined
            ? ["--catalog is missing: SHOW CATALOGS lists them"]
            : []),
        ...(catalog === undefined
            ? []
            : catalogNameProblems(catalog).map((problem) => `--catalog ${problem}`)),
        ...namespace.flatMap((name) =>
            (bucket === undefined ? readableName(name) : namespaceNameProblems(name)).map(
                (problem) => `--namespace ${problem}`,
            ),
        ),
        ...(bucket === undefined || bucketArn(bucket) !== undefined
            ? []
            : tableBucketNameProblems(bucket).map((problem) => `--table-bucket ${problem}`)),
        ...(principal === undefined || isPrincipalArn(principal)
            ? []
            : ["--principal must be the ARN of an IAM user or role"]),
        ...oneOf("--endpoint", values.endpoint, IcebergEndpoint),
        ...oneOf("--access-mode", values["access-mode"], AccessMode),
        ...oneOf("--access", access, AccessLevel),
        ...(values["rest-endpoint"] === undefined
            ? []
            : addressProblems(values["rest-endpoint"]).map((problem) => `--rest-endpoint ${problem}`)),
    ];
}

/** Of a catalog that is there, a namespace may be called anything that SQL can say. */
function readableName(name: string): string[] {
    return name === "" || name.includes("`") ? ["must not be empty, and must not contain a backquote"] : [];
}

function oneOf(
    option: string,
    value: string | undefined,
    choices: Readonly<Record<string, string>>,
): string[] {
    return value === undefined || Object.values(choices).includes(value)
        ? []
        : [`${option} must be one of ${Object.values(choices).join(", ")}`];
}
