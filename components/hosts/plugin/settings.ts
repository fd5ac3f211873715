import type { StackConfig } from "../../starrocks/connection/configuration";
import { secret } from "./secretMarks";
import { PLUGIN } from "./types";

/** A setting of the plugin, as the schema has it. */
interface PluginSetting {
    readonly type: "string" | "integer" | "boolean";
    readonly description: string;
    readonly secret?: boolean;
}

/**
 * The plugin's configuration: `pulumi config set pulumi-starrocks-s3tables:<name>`, or the arguments of an explicit
 * provider. They are the settings that Node.js programs have as `starrocks:<name>`, which the engine doesn't hand over to
 * a plugin: it gets those of its own name.
 */
export const PLUGIN_SETTINGS: Readonly<Record<string, PluginSetting>> = {
    host: {
        type: "string",
        description:
            "Host name or address of a StarRocks frontend, with or without a port, or several, separated by commas. " +
            "Default: STARROCKS_HOST in the environment.",
    },
    port: {
        type: "integer",
        description:
            "MySQL protocol port (`query_port`) of the frontends. Default: STARROCKS_PORT in the environment, else 9030.",
    },
    user: {
        type: "string",
        description:
            "User with the roles `db_admin` and `user_admin` as default roles. Default: STARROCKS_USER in the environment.",
    },
    password: {
        type: "string",
        secret: true,
        description: "Password of the user. Default: STARROCKS_PASSWORD in the environment, else none.",
    },
    tls: {
        type: "boolean",
        description: "True to encrypt the connection and verify the frontend's certificate. Default: false.",
    },
    tlsCa: {
        type: "string",
        description: "CA certificates to trust, in PEM. Default: those that Node.js trusts.",
    },
    cleartextPassword: {
        type: "boolean",
        description:
            "True to send the password in plain text inside the TLS connection, as LDAP users need; only with `tls`. Default: false.",
    },
};

/** What the providers call the settings, whichever host has them. */
const PREFIX = "starrocks:";

/** The settings as the providers read the stack's configuration. All of them are texts, also those that aren't. */
export function stackConfigOf(settings: Readonly<Record<string, unknown>>): StackConfig {
    return (key) => {
        const value = key.startsWith(PREFIX) ? settings[key.slice(PREFIX.length)] : undefined;
        return value === undefined || value === null ? undefined : String(value);
    };
}

/** The settings as the engine is to keep them. */
export function secretSettings(settings: Readonly<Record<string, unknown>>): Record<string, unknown> {
    return Object.fromEntries(
        Object.entries(settings).map(([name, value]) => [
            name,
            PLUGIN_SETTINGS[name]?.secret ? secret(value) : value,
        ]),
    );
}

const SETTING_OF_PROGRAMS = new RegExp(
    `\\b${PREFIX}(?=(${Object.keys(PLUGIN_SETTINGS).join("|")}|\\*)(?![\\w]))`,
    "g",
);

/** A text for users, with the settings as they are called here. */
export function inWordsOfPlugin(text: string): string {
    return text.replace(SETTING_OF_PROGRAMS, `${PLUGIN}:`);
}
