import { join } from "node:path";
import type { Frontend } from "../../sandbox";
import type { Consumer } from "./consumer";
import type { Configuration } from "./example";

const PLUGIN = "pulumi-starrocks-s3tables";

/** The text of a Pulumi.yaml with the plugin in it, as `pulumi package add <path>` would write it. */
export function withPlugin(text: string, consumer: Consumer): string {
    return `${text}packages:\n    ${PLUGIN}: ${pluginFolder(consumer)}\n`;
}

/** The package as it was unpacked from its tarball. */
export function pluginFolder({ directory }: Consumer): string {
    return join(directory, "node_modules", PLUGIN);
}

/** How a plugin finds StarRocks. */
export function pluginSettings({ host, port, user, password }: Frontend): Required<Configuration> {
    return {
        config: { [`${PLUGIN}:host`]: host, [`${PLUGIN}:port`]: String(port), [`${PLUGIN}:user`]: user },
        secrets: { [`${PLUGIN}:password`]: password },
    };
}
