import { unexplained, whereToLook } from "../starrocks/catalog/explain";
import { unknownPropertyWarnings } from "../starrocks/catalog/knownProperties";
import { togetherProblems } from "../starrocks/catalog/propertyProblems";
import { address } from "../starrocks/connection/frontends";
import type { Finding } from "../starrocks/diagnosis/finding";
import type { DoctorRequest } from "./arguments";
import type { FrontendView } from "./frontend";
import { type SigningKey, signingKeyOf, withoutMasks } from "./key";
import { findingOf, type Look, type Report, reportOf, STARROCKS } from "./report";

type Properties = Readonly<Record<string, string>>;

/** Puts together what was seen, and looks for the cause of what StarRocks doesn't explain. */
export function conclude(
    request: DoctorRequest,
    view: FrontendView | undefined,
    account: readonly Look[],
    properties: Properties = {},
): Report {
    const looks = [...(view?.looks ?? []), ...account];
    const subject = {
        subject: subjectOf(request),
        isThere: request.tableBucket === undefined || view?.shown !== undefined,
    };
    const misfits = togetherProblems(properties).map(({ key, reason }) => `${key} ${reason}`);
    const remarks = [
        ...(view?.shown === undefined ? [] : misfits),
        ...unknownPropertyWarnings(view?.shown?.properties ?? {}),
    ];
    if (view?.hides === undefined || looks.some(({ finding }) => finding !== undefined)) {
        return reportOf(subject, withoutHearsay(looks), remarks);
    }
    const endpoint = account.find((each) => each.subject === "endpoint");
    const finding = unexplainedBy(request, view.hides, properties, endpoint?.state === "good");
    return reportOf(
        subject,
        looks.map((each) => (each.subject === STARROCKS ? { ...each, finding } : each)),
        remarks,
    );
}

function subjectOf({ catalogName, connection, tableBucket }: DoctorRequest): string {
    const catalog =
        catalogName === undefined || connection === undefined
            ? `a catalog for table bucket ${tableBucket}`
            : `catalog ${catalogName}`;
    return connection === undefined
        ? catalog
        : `${catalog} on ${connection.frontends.map(address).join(", ")}`;
}

/**
 * Drops findings that repeat or contradict better ones: if StarRocks works with the catalog, a failing route from here
 * doesn't matter; and an unlisted namespace is not a cause if another cause was found.
 */
function withoutHearsay(looks: readonly Look[]): Look[] {
    const works = looks.some(({ subject, state }) => subject === STARROCKS && state === "good");
    const isExplained = looks.some(({ subject, finding }) => subject !== STARROCKS && finding !== undefined);
    return looks.map((each) => {
        const isFromHere = works && each.state === "not seen";
        const isSymptom =
            isExplained && each.subject === STARROCKS && /^the list of namespaces lacks/.test(each.said);
        return isFromHere || isSymptom ? { ...each, finding: undefined } : each;
    });
}

function unexplainedBy(
    { catalogName = "", asksFrontend }: DoctorRequest,
    said: string,
    properties: Properties,
    isTried: boolean,
): Finding {
    const uri = properties["iceberg.catalog.uri"];
    const kind = signingKeyOf(properties);
    const finding = unexplained(
        { catalogName, properties: withoutMasks(properties) },
        said,
        isTried ? uri : undefined,
    );
    if (isTried) {
        return finding;
    }
    const ask = asksFrontend
        ? "The frontend doesn't tell it either, or this user may not ask (CREATE DATABASE on the catalog)"
        : "Run this again with --ask-frontend to have StarRocks name it";
    const { step, advice } = finding.diagnosis;
    return findingOf(
        {
            cause: "StarRocks hides the cause, and this machine lacks the catalog's key to look for it",
            step: STEPS[kind] ?? step,
            advice:
                `${ask}; or pass the catalog's key in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or with --key-profile; or ` +
                (STEPS[kind] === undefined ? `check by hand. ${advice}` : `${whereToLook(catalogName)}.`),
        },
        finding.seen,
    );
}

const STEPS: Readonly<Partial<Record<SigningKey, string>>> = {
    masked: "the access key, its policy and grants, or the route from the frontends to the endpoint",
    environment: "the key in the frontends' environment, or the route from the frontends to the endpoint",
};
