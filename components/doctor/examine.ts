import { accountLooks } from "./account";
import type { DoctorRequest } from "./arguments";
import { accountOf, type Caller, callerOf, partitionOf, principalOf } from "./caller";
import { conclude } from "./conclusion";
import { endpointLook, wayTo, wayToBe } from "./endpoint";
import { lookAtFrontend } from "./frontend";
import { grantsLook, isShownAll, policyLook } from "./permissions";
import { placeOf, wouldBeProperties } from "./place";
import { type Look, look, type Report, STARROCKS } from "./report";

type Properties = Readonly<Record<string, string>>;

/** Where STS is asked while no Region is known; it gives the same answer everywhere. */
const ANY_REGION = "us-east-1";

/** Looks at all that there is to see of a catalog, or of what one would need, and changes nothing. */
export async function examine(request: DoctorRequest): Promise<Report> {
    const view = request.connection && (await lookAtFrontend(request.connection, request));
    const shown = view?.shown?.properties;
    const region = request.region ?? regionIn(shown) ?? process.env.AWS_REGION;
    const signerOf = (profile: string | undefined) =>
        callerOf(profile, region ?? ANY_REGION, request.timeoutSeconds);
    const caller = await signerOf(request.profile);
    const properties = shown ?? propertiesToBe(request, region, caller);
    if (typeof properties === "string") {
        return conclude(request, view, [look("endpoint", "not known", properties)]);
    }
    const holder = request.keyProfile === undefined ? undefined : await signerOf(request.keyProfile);
    const signers = { caller, holder, principal: request.principal };
    const way = shown === undefined ? wayToBe(properties, signers) : wayTo(properties, signers);
    const namespaces = request.namespaces.length > 0 ? request.namespaces : (view?.namespaces ?? []);
    const endpoint = way.kind === "none" ? way.look : await endpointLook(way, namespaces);
    const listing = view?.looks.find(({ subject }) => subject === STARROCKS);
    const account = await accountOfCatalog(request, {
        properties,
        caller,
        signer: way.kind === "call" ? way.arn : undefined,
        namespaces,
        works: listing?.state === "good" && endpoint.state !== "wrong",
    });
    return conclude(request, view, [endpoint, ...account], properties);
}

function regionIn(properties: Properties | undefined): string | undefined {
    return properties?.["iceberg.catalog.rest.signing-region"] ?? properties?.["aws.s3.region"];
}

/** What a catalog would be made with; in words, why that isn't known. */
function propertiesToBe(
    request: DoctorRequest,
    knownRegion: string | undefined,
    caller: Caller | string,
): Properties | string {
    if (request.tableBucket === undefined) {
        return "the catalog's properties couldn't be seen";
    }
    const [, partition, , regionOfBucket, accountOfBucket] = request.tableBucket.split(":");
    const arn = request.principal ?? (typeof caller === "string" ? undefined : caller.arn);
    const region = knownRegion ?? regionOfBucket;
    const accountId = accountOfBucket ?? (arn && accountOf(arn));
    if (region === undefined) {
        return "no Region is known: set --region";
    }
    if (accountId === undefined) {
        const reason = typeof caller === "string" ? caller : caller.reason;
        return `no account is known: set --table-bucket or --principal to an ARN (${reason})`;
    }
    return wouldBeProperties(request, {
        region,
        accountId,
        partition: partition === undefined || accountOfBucket === undefined ? partitionOf(arn!) : partition,
    });
}

interface Circumstances {
    readonly properties: Properties;
    readonly caller: Caller | string;
    /** ARN of the identity that the catalog's key belongs to. */
    readonly signer: string | undefined;
    readonly namespaces: readonly string[];
    readonly works: boolean;
}

/** The account that the catalog reads, as far as the caller may see it. */
async function accountOfCatalog(
    request: DoctorRequest,
    { properties, caller, signer, namespaces, works }: Circumstances,
): Promise<Look[]> {
    const place = placeOf(properties, request);
    if (typeof place === "string") {
        return [look("account", "not needed", place)];
    }
    if (typeof caller === "string" || caller.arn === undefined) {
        const reason = typeof caller === "string" ? caller : caller.reason!;
        return [look("account", "not seen", reason)];
    }
    if (accountOf(caller.arn) !== place.accountId) {
        return [
            look(
                "account",
                "not seen",
                `${caller.arn} isn't in account ${place.accountId}, which the catalog reads`,
            ),
        ];
    }
    const seesAll = await isShownAll(caller);
    const setup = await accountLooks(caller, place, seesAll);
    const principal = request.principal ?? (signer && principalOf(signer));
    if (principal === undefined) {
        const said = "the identity that StarRocks signs as isn't known: set --principal";
        return [...setup, look("IAM policy", "not known", said), look("Lake Formation", "not known", said)];
    }
    const asked = { principal, place, level: request.access, namespaces };
    return [...setup, await policyLook(caller, asked), await grantsLook(caller, asked, { seesAll, works })];
}
