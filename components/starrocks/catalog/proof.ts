import { progress } from "../../common/progress";
import { now, retry } from "../../common/retry";
import type { Session } from "../connection/session";
import { namespaceNotListed } from "../diagnosis/namespaceNotListed";
import { isOutcomeUnknown, messageOf } from "../errors";
import { sharedPreflight } from "../preflight/sharedPreflight";
import { endpointName, restTarget } from "../preflight/target";
import { showDatabases, showTables } from "../statements";
import { askFrontend } from "./askFrontend";
import { CatalogFails, endpointError, explainRefusal, hidesCause } from "./explain";
import type { CatalogInputs } from "./inputs";

/** For how long an endpoint that has worked counts as working. */
const FRESH_MS = 10_000;

/** Calls the endpoint from here before StarRocks does; throws if StarRocks would fail too. */
export async function checkEndpoint({ asked }: Session, wanted: CatalogInputs): Promise<void> {
    const target = restTarget(wanted.properties);
    if (target === undefined) {
        return;
    }
    const { namespaces, propagationTimeoutSeconds } = wanted;
    const due = Math.max(asked, now() - FRESH_MS);
    const finding = await sharedPreflight(target, namespaces, propagationTimeoutSeconds, due);
    if (finding === undefined) {
        return;
    }
    if (!finding.diagnosis.unreachable) {
        throw endpointError(wanted, finding);
    }
    progress(
        `${target.uri} can't be reached from here (${finding.brief}); continuing, because the frontends may have another ` +
            "route to it",
    );
}

/** Proves that StarRocks itself sees the declared namespaces, and waits while grants spread. */
export async function probe(session: Session, wanted: CatalogInputs): Promise<void> {
    try {
        await retry({
            act: () => seeNamespaces(session, wanted),
            mayHeal: (error) => error instanceof CatalogFails && mayHeal(error),
            waitingFor: (error) => whatMayCome(wanted, error as CatalogFails),
            seen: (error) => (error as CatalogFails).finding?.brief ?? messageOf(error),
            deadlineSeconds: wanted.propagationTimeoutSeconds,
        });
    } catch (error) {
        throw await explainRefusal("doesn't work", session, wanted, error);
    }
}

function mayHeal({ finding }: CatalogFails): boolean {
    return finding === undefined || finding.diagnosis.mayCome !== undefined;
}

function whatMayCome({ catalogName, properties }: CatalogInputs, { finding }: CatalogFails): string {
    return finding === undefined
        ? `StarRocks to see catalog ${catalogName}`
        : `${endpointName(properties)} ${finding.diagnosis.mayCome}`;
}

/** What is looked at of a catalog. */
export type LookedAt = Pick<CatalogInputs, "catalogName" | "properties" | "namespaces">;

/**
 * What StarRocks lists in the catalog; throws `CatalogFails` where it can't, or leaves a declared namespace out.
 *
 * @param ask how a frontend is asked for the cause that it hides.
 */
export async function seeNamespaces(
    session: Session,
    wanted: LookedAt,
    ask: typeof askFrontend = askFrontend,
): Promise<string[]> {
    const listed = await listNamespaces(session, wanted, ask);
    const seen = new Set(listed);
    const missing = wanted.namespaces.filter((namespace) => !seen.has(namespace));
    // A user without privileges in the catalog gets an empty list, without an error.
    if (missing.length === 0 || seen.size === 0) {
        return listed;
    }
    const notThere = await notFound(session, wanted.catalogName, missing);
    if (notThere.length > 0) {
        const said = `it doesn't list ${notThere.join(", ")}`;
        throw new CatalogFails(said, {
            seen: `StarRocks frontend ${session.frontend} lists ${[...seen].join(", ")}`,
            brief: said,
            diagnosis: namespaceNotListed(notThere),
        });
    }
    return listed;
}

/**
 * Of namespaces that the list leaves out, those that StarRocks doesn't find either. What it finds all the same is only
 * hidden from this user, who holds privileges on others: the tables' names need none (observed on 3.5.7 and 4.1-dev).
 */
async function notFound(
    session: Session,
    catalogName: string,
    namespaces: readonly string[],
): Promise<string[]> {
    const missing: string[] = [];
    for (const namespace of namespaces) {
        try {
            await session.queryAgain(showTables(catalogName, namespace));
        } catch (error) {
            if (isOutcomeUnknown(error)) {
                throw error;
            }
            missing.push(namespace);
        }
    }
    return missing;
}

async function listNamespaces(
    session: Session,
    wanted: LookedAt,
    ask: typeof askFrontend,
): Promise<string[]> {
    try {
        const rows = await session.queryAgain(showDatabases(wanted.catalogName));
        return rows.map((row) => row.Database ?? "");
    } catch (error) {
        if (!hidesCause(error)) {
            throw error;
        }
        const answer = await ask(session, wanted);
        throw new CatalogFails(messageOf(error), answer === "works" ? undefined : answer);
    }
}

/** True if StarRocks can list the catalog at all, right now. */
export async function works(session: Session, { catalogName }: CatalogInputs): Promise<boolean> {
    try {
        await session.queryAgain(showDatabases(catalogName));
        return true;
    } catch {
        return false;
    }
}
