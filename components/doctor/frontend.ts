import { rememberSecrets } from "../common/knownSecrets";
import { outsideText } from "../common/outsideText";
import { askFrontend } from "../starrocks/catalog/askFrontend";
import { findingIn, hidesCause } from "../starrocks/catalog/explain";
import { parseMark, resourceOf, stackOf } from "../starrocks/catalog/ownerMark";
import { seeNamespaces } from "../starrocks/catalog/proof";
import { show } from "../starrocks/catalog/shown";
import { NoFrontend } from "../starrocks/connection/frontends";
import { describeServer } from "../starrocks/connection/server";
import { type Session, withSession } from "../starrocks/connection/session";
import type { ConnectionSettings } from "../starrocks/connection/settings";
import { isTimeOut, messageOf } from "../starrocks/errors";
import { printable, secretValues } from "../starrocks/masking";
import type { ShownCatalog } from "../starrocks/showCreate";
import { currentRole } from "../starrocks/statements";
import { versionProblem } from "../starrocks/version";
import type { DoctorRequest } from "./arguments";
import { creationLook } from "./creation";
import { findingOf, type Look, look, STARROCKS, wrong } from "./report";

/** StarRocks' own, which it lists in every catalog. */
const OF_STARROCKS = "information_schema";

/** What StarRocks itself tells. */
export interface FrontendView {
    readonly looks: readonly Look[];
    /** The catalog as it is shown; nothing if there is none, or it couldn't be seen. */
    readonly shown?: ShownCatalog;
    /** The namespaces that StarRocks lists in it. */
    readonly namespaces: readonly string[];
    /** StarRocks' words, where it fails and hides the cause. */
    readonly hides?: string;
}

const NOTHING = { namespaces: [] };

/** Looks at the catalog as StarRocks sees it, by statements that only read. */
export async function lookAtFrontend(
    settings: ConnectionSettings,
    request: DoctorRequest,
): Promise<FrontendView> {
    try {
        return await withSession(settings, (session) => lookIn(session, request));
    } catch (error) {
        return { ...NOTHING, looks: [unusable(error)] };
    }
}

function unusable(error: unknown): Look {
    const said = messageOf(error).replaceAll(/\n\s*/g, " ");
    const isRefused = error instanceof NoFrontend && error.isLoginRefused;
    return look(
        "frontend",
        "not seen",
        said,
        findingOf(
            {
                cause: isRefused
                    ? "StarRocks refuses the user or the password"
                    : "StarRocks can't be queried",
                step: isRefused
                    ? "--user and STARROCKS_PASSWORD"
                    : "--host and --port, or the route to the frontends",
                advice: isRefused
                    ? "Use an existing user, and its password in STARROCKS_PASSWORD."
                    : "Check that a frontend runs there, that the port is its query_port, and the route to it from here.",
            },
            said,
        ),
    );
}

async function lookIn(session: Session, request: DoctorRequest): Promise<FrontendView> {
    const { starRocksVersion } = await describeServer(session);
    const roles = await rolesOf(session);
    const looks = [
        look(
            "frontend",
            "good",
            `${session.frontend} answers as ${session.user}; active roles: ${roles.join(", ")}`,
        ),
        versionLook(starRocksVersion),
    ];
    const { catalogName } = request;
    if (catalogName === undefined) {
        return { ...NOTHING, looks: [...looks, await creationLook(session, roles)] };
    }
    const shown = await show(session, catalogName);
    if (shown === undefined) {
        return {
            ...NOTHING,
            looks:
                request.tableBucket === undefined
                    ? [...looks, missingLook(catalogName)]
                    : [
                          ...looks,
                          look("catalog", "good", `${catalogName} isn't there, so the name is free`),
                          await creationLook(session, roles),
                      ],
        };
    }
    rememberSecrets(secretValues(shown.properties));
    const listing = await listingLook(session, request, shown);
    return {
        looks: [...looks, look("catalog", "good", describe(shown)), listing.look],
        shown,
        namespaces: listing.namespaces,
        ...(listing.hides !== undefined && { hides: listing.hides }),
    };
}

async function rolesOf(session: Session): Promise<string[]> {
    const [row] = await session.queryAgain(currentRole());
    return outsideText(row?.role ?? "NONE").split(", ");
}

function versionLook(version: string): Look {
    const said = outsideText(version, 80);
    const problem = versionProblem(version);
    return problem === undefined
        ? look("version", "good", said)
        : wrong(
              "version",
              findingOf(
                  {
                      cause: "StarRocks is too old",
                      step: "the release of StarRocks",
                      advice: `Upgrade: ${outsideText(problem)}.`,
                  },
                  `StarRocks calls itself ${said}`,
              ),
          );
}

function missingLook(catalogName: string): Look {
    return wrong(
        "catalog",
        findingOf(
            {
                cause: `there is no catalog ${catalogName}`,
                step: "the name of the catalog",
                advice:
                    "Compare it with what SHOW CATALOGS lists, letter case too; with --table-bucket this command says " +
                    "whether one could be made.",
            },
            `SHOW CREATE CATALOG of ${catalogName} says that it doesn't exist`,
        ),
    );
}

/** What it is, and who manages it. */
function describe({ properties, mark }: ShownCatalog): string {
    const value = (key: string) =>
        properties[key] === undefined ? undefined : outsideText(printable(key, properties[key]), 120);
    const kind = [properties.type, properties["iceberg.catalog.type"]].filter(Boolean).join(" ");
    const owner = mark === undefined ? undefined : parseMark(mark).owner;
    return [
        outsideText(kind, 40),
        value("iceberg.catalog.uri"),
        value("iceberg.catalog.warehouse"),
        owner === undefined
            ? "no Pulumi stack's mark"
            : outsideText(`managed by stack ${stackOf(owner)} as "${resourceOf(owner)}"`, 200),
    ]
        .filter(Boolean)
        .join(", ");
}

interface Listing {
    readonly look: Look;
    readonly namespaces: readonly string[];
    readonly hides?: string;
}

async function listingLook(session: Session, request: DoctorRequest, shown: ShownCatalog): Promise<Listing> {
    const wanted = {
        catalogName: request.catalogName!,
        properties: shown.properties,
        namespaces: request.namespaces,
    };
    try {
        const asked = request.asksFrontend ? askFrontend : async () => undefined;
        const names = (await seeNamespaces(session, wanted, asked)).filter((name) => name !== OF_STARROCKS);
        return { look: listed(names, session.user), namespaces: names };
    } catch (error) {
        const said = outsideText(messageOf(error));
        const told = error instanceof Error ? findingIn(error, session.user) : undefined;
        const finding = told ?? (isTimeOut(error) ? noAnswer(said) : undefined);
        if (finding !== undefined) {
            return { look: wrong(STARROCKS, finding), namespaces: [] };
        }
        return hidesCause(error)
            ? { look: look(STARROCKS, "wrong", `says only "${said}"`), namespaces: [], hides: said }
            : { look: wrong(STARROCKS, unusableCatalog(said)), namespaces: [] };
    }
}

function listed(names: readonly string[], user: string): Look {
    return names.length === 0
        ? look(STARROCKS, "not known", `lists no namespace: there is none, or ${user} may see none`)
        : look(STARROCKS, "good", `lists ${outsideText(names.join(", "), 200)}`);
}

function noAnswer(said: string) {
    return findingOf(
        {
            cause: "StarRocks waits for the endpoint, or for someone's CREATE or ALTER CATALOG",
            step: "iceberg.catalog.uri, and iceberg.catalog.rest.client.connection-timeout-ms and socket-timeout-ms",
            advice:
                "Check that the endpoint answers the frontends; without these two properties a query waits for minutes, " +
                "and on 4.x all external catalogs wait for a CREATE or ALTER that does.",
        },
        said,
    );
}

function unusableCatalog(said: string) {
    return findingOf(
        {
            cause: "StarRocks can't use the catalog as it is defined",
            step: "the properties of the catalog",
            advice: "Compare SHOW CREATE CATALOG with StarRocks' documentation of this kind of catalog.",
        },
        `StarRocks says "${said}"`,
    );
}
