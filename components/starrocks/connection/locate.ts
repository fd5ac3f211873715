import { messageOf } from "../errors";
import type { StackConfig } from "./configuration";
import { type Credentials, environmentCredentials, orEnvironment } from "./environment";
import type { Frontend } from "./frontendAddress";
import { address, NoFrontend } from "./frontends";
import { describeServer } from "./server";
import { withSession } from "./session";
import {
    type ConnectionInputs,
    type ConnectionSettings,
    resolveConnection,
    storedFrontend,
} from "./settings";

/** Where a resource is, as far as its state knows. */
export interface Whereabouts {
    readonly connection: ConnectionInputs;
    /** `host:port` of the frontends by which it was reached last; none in state of an earlier release. */
    readonly frontends?: readonly string[];
    /** Identity of the cluster; none if it could not be seen. */
    readonly clusterId?: string;
}

/** The stack's configuration, and the environment of the Pulumi process. */
export interface Surroundings {
    readonly config: StackConfig;
    readonly environment: Readonly<Record<string, string | undefined>>;
}

const OLD_CREDENTIALS =
    'Pulumi hands refresh and destroy the credentials of the last "pulumi up". If they have been replaced since, set ' +
    "STARROCKS_USER and STARROCKS_PASSWORD in the environment, or run the command with --run-program.";
const GONE_FOR_GOOD =
    "If this cluster is gone for good, remove its resources from the state: pulumi state delete '<urn>' " +
    "--target-dependents (pulumi stack --show-urns lists the URNs).";

/**
 * The connection to the cluster in which a resource is, for what no program declares any more: today's addresses if
 * they lead to the same cluster, else those by which it was reached last; and today's credentials, from the environment
 * or the configuration, before those that the state has kept.
 */
export async function locate(where: Whereabouts, surroundings: Surroundings): Promise<ConnectionSettings> {
    const today = resolveConnection(
        where.connection,
        orEnvironment(surroundings.config, surroundings.environment),
    );
    const reasons: string[] = [];
    let hint = "";
    for (const frontends of addressesOf(where, today.frontends)) {
        for (const credentials of credentialsOf(where, today, surroundings)) {
            const settings = { ...today, ...credentials, frontends };
            try {
                const { clusterId } = await withSession(settings, describeServer);
                if (isSame(clusterId, where.clusterId)) {
                    return settings;
                }
                reasons.push(
                    `${listOf(frontends)} is now cluster ${clusterId}, but this resource is in cluster ${where.clusterId}`,
                );
                break;
            } catch (error) {
                if (!(error instanceof NoFrontend)) {
                    throw error;
                }
                reasons.push(messageOf(error));
                hint = error.isLoginRefused ? OLD_CREDENTIALS : GONE_FOR_GOOD;
                if (!error.isLoginRefused) {
                    break;
                }
            }
        }
    }
    throw new Error([...new Set(reasons), hint].filter(Boolean).join("\n"));
}

function isSame(found: string | undefined, known: string | undefined): boolean {
    return found === undefined || known === undefined || found === known;
}

function listOf(frontends: readonly Frontend[]): string {
    return frontends.map(address).join(", ");
}

/** Today's addresses count only where the cluster's identity can tell whether they lead to the same cluster. */
function addressesOf(
    { frontends, clusterId }: Whereabouts,
    today: readonly Frontend[],
): (readonly Frontend[])[] {
    const recorded = frontends?.map(storedFrontend);
    if (recorded === undefined || listOf(recorded) === listOf(today)) {
        return [today];
    }
    return clusterId === undefined || today.length === 0 ? [recorded] : [today, recorded];
}

/** Whoever the environment names; then the configured user, if the configuration is about this cluster. */
function credentialsOf(
    { connection, frontends = [] }: Whereabouts,
    { user, password }: ConnectionSettings,
    { config, environment }: Surroundings,
): Credentials[] {
    const kept = { user, password };
    const configuredUser = config("starrocks:user");
    const configured = configuredUser !== undefined && {
        user: configuredUser,
        password: config("starrocks:password") ?? "",
    };
    const isConfigured =
        listOf(resolveConnection({ tls: connection.tls, port: connection.port }, config).frontends) ===
        frontends.join(", ");
    const inOrder = [
        environmentCredentials(environment),
        ...(isConfigured ? [configured, kept] : [kept, configured]),
    ].filter((each): each is Credentials => typeof each === "object");
    return inOrder.filter(
        (each, index) =>
            inOrder.findIndex((other) => other.user === each.user && other.password === each.password) ===
            index,
    );
}
