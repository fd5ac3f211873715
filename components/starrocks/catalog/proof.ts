import { retry } from "../../retry";
import type { Session } from "../connection/session";
import { isAccessDenied } from "../errors";
import { preflight } from "../preflight/preflight";
import { restTarget } from "../preflight/target";
import { showDatabases } from "../statements";
import { endpointError, explainRefusal } from "./explain";
import type { CatalogInputs } from "./inputs";

/** Calls the endpoint from here before StarRocks does; throws if StarRocks would fail too. */
export async function checkEndpoint(wanted: CatalogInputs): Promise<void> {
    const target = restTarget(wanted.properties);
    if (target === undefined) {
        return;
    }
    const finding = await preflight(target, wanted.namespaces, wanted.propagationTimeoutSeconds);
    if (finding !== undefined && !finding.diagnosis.unreachable) {
        throw endpointError(wanted, finding);
    }
}

class NamespacesMissing extends Error {}

/** Proves that StarRocks itself sees the declared namespaces, and waits while grants spread. */
export async function probe(session: Session, wanted: CatalogInputs): Promise<void> {
    try {
        await retry({
            act: () => seeNamespaces(session, wanted),
            mayHeal: (error) => !isAccessDenied(error),
            waitingFor: (error) =>
                `StarRocks to see catalog ${wanted.catalogName} (${(error as Error).message})`,
            deadlineSeconds: wanted.propagationTimeoutSeconds,
        });
    } catch (error) {
        throw await explainRefusal("SHOW DATABASES", session, wanted, error);
    }
}

async function seeNamespaces(session: Session, { catalogName, namespaces }: CatalogInputs): Promise<void> {
    const rows = await session.query(showDatabases(catalogName));
    const seen = new Set(rows.map((row) => row.Database));
    const missing = namespaces.filter((namespace) => !seen.has(namespace));
    // A user without privileges in the catalog gets an empty list, without an error.
    if (missing.length > 0 && seen.size > 0) {
        throw new NamespacesMissing(`it doesn't list ${missing.join(", ")}`);
    }
}

/** True if StarRocks can list the catalog at all, right now. */
export async function works(session: Session, { catalogName }: CatalogInputs): Promise<boolean> {
    try {
        await session.query(showDatabases(catalogName));
        return true;
    } catch {
        return false;
    }
}
