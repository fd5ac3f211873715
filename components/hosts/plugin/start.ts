import { join } from "node:path";

/** What Pulumi starts a plugin of Node.js with. It requires the plugin's folder. */
const LAUNCHER = join("@pulumi", "pulumi", "cmd", "run-plugin", "run.js");

/**
 * Serves the plugin if Pulumi has started this package as one (`PulumiPlugin.yaml`), and not a program or a plugin that
 * uses this package.
 *
 * The launcher would by itself serve the components that it finds, without their resources; it leaves that where
 * somebody serves already.
 *
 * @param entry the module that the package's folder stands for.
 */
export function servePluginIfStartedAsOne(entry: NodeJS.Module): void {
    if (entry.parent?.filename.endsWith(LAUNCHER)) {
        // Only the plugin needs what serves it.
        const { servePlugin } = require("./serve") as typeof import("./serve");
        void servePlugin(process.argv.slice(2));
    }
}
