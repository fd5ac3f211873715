import { outsideText } from "../../common/outsideText";
import type { Session } from "../connection/session";
import { environmentVariables } from "../diagnosis/causes";
import { type Diagnosis, type Finding, findingError } from "../diagnosis/finding";
import { isAccessDenied, messageOf, StarRocksError } from "../errors";
import { preflight } from "../preflight/preflight";
import { restTarget } from "../preflight/target";
import { accessFinding } from "../privileges";
import { signs } from "../signing";
import type { CatalogInputs } from "./inputs";

/** StarRocks' words when its Iceberg client failed, whatever the cause was. */
const HIDDEN_CAUSE = /Failed to (load rest catalog|list all databases|get database)/;

/** True if StarRocks failed at the endpoint, and doesn't say why. */
export function hidesCause(error: unknown): boolean {
    return error instanceof StarRocksError ? error.says(HIDDEN_CAUSE) : HIDDEN_CAUSE.test(messageOf(error));
}

/** A catalog that StarRocks can't use, and why, if a frontend tells. */
export class CatalogFails extends Error {
    constructor(
        said: string,
        readonly finding: Finding | undefined,
    ) {
        super(said);
    }
}

/** The error of an endpoint that can't serve the catalog. */
export function endpointError(wanted: CatalogInputs, finding: Finding): Error {
    return findingError(`catalog ${wanted.catalogName} would not work`, finding);
}

/**
 * Rebuilds the error of a statement: what failed where, which step owns it, and what to do.
 *
 * @param failure what became of the catalog, such as `could not be created`.
 */
export async function explainRefusal(
    failure: string,
    session: Session,
    wanted: CatalogInputs,
    error: unknown,
): Promise<Error> {
    const heading = `catalog ${wanted.catalogName} ${failure} on ${session.frontend}`;
    return explained(heading, session, wanted, error);
}

async function explained(
    heading: string,
    session: Session,
    wanted: CatalogInputs,
    error: unknown,
): Promise<Error> {
    if (!(error instanceof StarRocksError || error instanceof CatalogFails)) {
        return error instanceof Error ? error : new Error(String(error));
    }
    const told = findingIn(error, session.user);
    if (told !== undefined) {
        return findingError(heading, await withViewFromHere(told, wanted));
    }
    return hidesCause(error)
        ? findingError(heading, await hiddenCause(wanted, error.message))
        : new Error(`${heading}: ${error.message}`);
}

/** What an error tells by itself; nothing where StarRocks hides the cause, or says all that there is to say. */
export function findingIn(error: Error, user: string): Finding | undefined {
    if (isAccessDenied(error)) {
        return accessFinding(error, user);
    }
    if (error instanceof CatalogFails && error.finding !== undefined) {
        return error.finding;
    }
    return METASTORE_GONE.test(error.message) ? metastoreGone(error.message) : undefined;
}

/** Of Hive's client, before Java's frames. */
const METASTORE_GONE = /connect to (hive )?meta ?store|TTransportException/i;

function metastoreGone(said: string): Finding {
    return {
        seen: `StarRocks says "${outsideText(said, 200)}"`,
        brief: outsideText(said, 60),
        diagnosis: {
            cause: "the frontends can't reach the Hive metastore",
            step: "hive.metastore.uris",
            advice: "Check that the metastore runs, its host and port, and the route to it from every frontend.",
        },
    };
}

/** A frontend doesn't tell why it gets no answer; where nobody does, the view from here tells more. */
async function withViewFromHere(finding: Finding, wanted: CatalogInputs): Promise<Finding> {
    const target = finding.diagnosis.unreachable ? restTarget(wanted.properties) : undefined;
    const fromHere = target && (await preflight(target, [], 0));
    return fromHere === undefined ? finding : { ...fromHere, seen: `${finding.seen}; ${fromHere.seen}` };
}

/** What can be found out from here where StarRocks says nothing: the endpoint is called once more. */
async function hiddenCause(wanted: CatalogInputs, said: string): Promise<Finding> {
    const target = restTarget(wanted.properties);
    const found = target && (await preflight(target, wanted.namespaces, 0));
    if (found !== undefined) {
        return found;
    }
    return unexplained(wanted, said, target?.uri);
}

type Named = Pick<CatalogInputs, "catalogName" | "properties">;

/**
 * The finding where nobody tells the cause.
 *
 * @param uri the endpoint, if the same call went well from here; nothing if it couldn't be made.
 */
export function unexplained(wanted: Named, said: string, uri: string | undefined): Finding {
    const diagnosis = uri === undefined ? withoutKey(wanted) : withKey(wanted, uri);
    return { seen: `StarRocks says only "${said}"`, brief: said, diagnosis };
}

/** Where StarRocks writes the cause that it hides. */
export function whereToLook(catalogName: string): string {
    return `look for the cause next to "${catalogName}" in fe.log of the leader frontend (SHOW FRONTENDS names it)`;
}

function withKey({ catalogName }: Named, uri: string): Diagnosis {
    return {
        cause: `the frontends fail, although ${uri} accepts the same key and warehouse from here`,
        step: "the route from the frontends to the endpoint",
        advice: `Check proxy, name resolution, trusted certificates and clock of every frontend; ${whereToLook(catalogName)}.`,
    };
}

function withoutKey({ catalogName, properties }: Named): Diagnosis {
    return {
        cause: "StarRocks hides the cause, and this machine lacks the key to look for it",
        step: `${signs(properties) ? "the frontends' identity" : "the credentials"}, or the route from the frontends to the endpoint`,
        advice: `Check that ${thingsToCheck(properties).join(", and that ")}; ${whereToLook(catalogName)}.`,
    };
}

function thingsToCheck(properties: Readonly<Record<string, string>>): string[] {
    if (!signs(properties)) {
        return ["iceberg.catalog.uri, iceberg.catalog.warehouse and the credentials are right"];
    }
    const variables = environmentVariables(properties);
    return [
        variables.length > 0
            ? `${variables.join(" and ")} are set in the environment of every frontend`
            : "every frontend has an AWS identity to which the IAM policy is attached",
        ...("iceberg.catalog.rest.signing-region" in properties
            ? []
            : ["each has a Region of its own (AWS_REGION)"]),
    ];
}
