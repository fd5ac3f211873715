import type { Session } from "../connection/session";
import { describeOutcome } from "../diagnosis";
import { isAccessDenied } from "../errors";
import { isCredentialKey } from "../masking";
import { type PreflightFinding, preflight } from "../preflight/preflight";
import { restTarget } from "../preflight/target";
import type { CatalogInputs } from "./inputs";

/** StarRocks' words when its Iceberg client failed, whatever the cause was. */
const HIDDEN_CAUSE = /Failed to (load rest catalog|list all databases|get database)/;

/** The error of an endpoint that can't serve the catalog: what was seen, which step owns it, what to do. */
export function endpointError(
    { catalogName, properties }: CatalogInputs,
    { observation, diagnosis }: PreflightFinding,
): Error {
    return new Error(
        [
            `catalog ${catalogName} would not work: ${diagnosis.cause}.`,
            `  Seen from here: ${observation.call} of ${properties["iceberg.catalog.uri"]} answered ${describeOutcome(observation.outcome)}.`,
            `  Step to mend: ${diagnosis.step}.`,
            `  ${diagnosis.advice}`,
        ].join("\n"),
    );
}

/**
 * Rebuilds the error of a statement. Where StarRocks hides the cause, the endpoint is called once more from
 * here to find it.
 */
export async function explainRefusal(
    statement: string,
    session: Session,
    wanted: CatalogInputs,
    error: unknown,
): Promise<Error> {
    const said = withoutSecrets(error instanceof Error ? error.message : String(error), wanted);
    const heading = `${statement} of catalog ${wanted.catalogName} on ${session.frontend} failed: ${said}`;
    if (isAccessDenied(error)) {
        return new Error(
            `${heading}\n  Step to mend: StarRocks privileges.\n` +
                "  The user needs the roles db_admin (catalogs) and user_admin (grants) as default roles.",
        );
    }
    if (!HIDDEN_CAUSE.test(said)) {
        return new Error(heading);
    }
    return new Error(`${heading}\n${await hiddenCause(wanted)}`);
}

async function hiddenCause(wanted: CatalogInputs): Promise<string> {
    const target = restTarget(wanted.properties);
    if (target === undefined) {
        return (
            "  StarRocks hides the cause, and the signing key isn't here to call the endpoint with.\n" +
            "  Look into fe.log of the leader for this catalog's name; with env: keys, is the variable set on every " +
            "frontend, and has each frontend credentials and a Region?"
        );
    }
    const finding = await preflight(target, wanted.namespaces, 0);
    if (finding === undefined) {
        return (
            `  StarRocks hides the cause. Seen from here, ${target.uri} accepts the same key and warehouse.\n` +
            "  Can the frontends reach it (proxy, DNS, TLS, clock)? fe.log of the leader has the cause."
        );
    }
    return endpointError(wanted, finding).message;
}

/** No text of a server is trusted not to repeat a value that it was sent. */
function withoutSecrets(text: string, { connection, properties }: CatalogInputs): string {
    const secrets = [
        connection.password,
        ...Object.entries(properties)
            .filter(([key]) => isCredentialKey(key))
            .map(([, value]) => value),
    ];
    return secrets
        .filter((secret) => secret !== undefined && secret.length > 0)
        .reduce<string>((clean, secret) => clean.replaceAll(secret!, "[secret]"), text);
}
