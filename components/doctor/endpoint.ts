import { printable } from "../starrocks/masking";
import { preflight } from "../starrocks/preflight/preflight";
import { restTarget } from "../starrocks/preflight/target";
import { signs } from "../starrocks/signing";
import { type Caller, principalOf } from "./caller";
import { fitsKey, signingKeyOf, withKey, withoutMasks } from "./key";
import { findingOf, type Look, look, wrong } from "./report";

const SUBJECT = "endpoint";

type Properties = Readonly<Record<string, string>>;

/** Who may call the endpoint in place of the frontends. */
export interface Signers {
    /** Whoever the account is looked at as; a text if there is nobody. */
    readonly caller: Caller | string;
    /** Who has the catalog's own key, where that was said; a text if the key couldn't be had. */
    readonly holder?: Caller | string;
    readonly principal?: string;
}

/** How the endpoint may be called from here, or why it may not. */
export type Way =
    /** @property as who calls, for people; nothing where nobody has to. */
    | { readonly kind: "call"; readonly properties: Properties; readonly as?: string; readonly arn?: string }
    | { readonly kind: "none"; readonly look: Look };

/** Decides with which key the endpoint is called: never with one that isn't the catalog's, whose answers say nothing. */
export function wayTo(shown: Properties, { caller, holder, principal }: Signers): Way {
    if (!signs(shown)) {
        // A masked credential or token is none.
        const open = withoutMasks(shown);
        return restTarget(open) === undefined
            ? { kind: "none", look: look(SUBJECT, "not known", "only StarRocks has the credentials") }
            : { kind: "call", properties: open };
    }
    const kind = signingKeyOf(shown);
    if (kind === "shown") {
        return { kind: "call", properties: shown, as: "the key that the catalog shows" };
    }
    if (typeof holder === "string") {
        return { kind: "none", look: look(SUBJECT, "not seen", `the catalog's key: ${holder}`) };
    }
    if (kind === "masked") {
        return wayWithMaskedKey(shown, holder ?? caller, holder !== undefined);
    }
    if (holder !== undefined) {
        return calling(shown, holder);
    }
    return typeof caller !== "string" && caller.arn !== undefined && principalOf(caller.arn) === principal
        ? calling(shown, caller)
        : { kind: "none", look: look(SUBJECT, "not known", `not called: ${WHOSE_KEY[kind]}`) };
}

/** The same for a catalog that doesn't exist yet: the caller counts as the principal, unless another one is named. */
export function wayToBe(properties: Properties, { caller, holder, principal }: Signers): Way {
    const signer = holder ?? caller;
    if (typeof signer === "string") {
        return { kind: "none", look: look(SUBJECT, "not known", `not called: no key was given (${signer})`) };
    }
    const isPrincipal =
        holder !== undefined ||
        principal === undefined ||
        (signer.arn !== undefined && principalOf(signer.arn) === principal);
    return isPrincipal
        ? calling(properties, signer)
        : {
              kind: "none",
              look: look(
                  SUBJECT,
                  "not known",
                  `not called: ${signer.source} isn't ${principal}; set --key-profile to a profile of that identity`,
              ),
          };
}

const WHOSE_KEY = {
    environment: "the key is in the environment of the frontends; set --key-profile to a profile with it",
    none: "the catalog has no key, the frontends sign as themselves; set --key-profile to a profile of their role",
} as const;

function calling(shown: Properties, { credentials, source, arn }: Caller): Way {
    return { kind: "call", properties: withKey(shown, credentials), as: `the key of ${source}`, arn };
}

function wayWithMaskedKey(shown: Properties, signer: Caller | string, isSaidToBe: boolean): Way {
    if (typeof signer === "string") {
        return {
            kind: "none",
            look: look(SUBJECT, "not known", "not called: no key was given"),
        };
    }
    switch (fitsKey(shown, signer.credentials)) {
        case "fits":
            return calling(shown, signer);
        case "other secret":
            return { kind: "none", look: wrong(SUBJECT, otherSecret(shown, signer)) };
        case "other key":
            return {
                kind: "none",
                look: isSaidToBe
                    ? wrong(SUBJECT, otherKey(shown, signer))
                    : look(
                          SUBJECT,
                          "not known",
                          `not called: the key of ${signer.source} isn't the catalog's (${shownId(shown)}); pass ` +
                              "the catalog's key with --key-profile",
                      ),
            };
    }
}

const ID = "iceberg.catalog.rest.access-key-id";

function shownId(shown: Properties): string {
    return printable(ID, shown[ID]!);
}

function otherSecret(shown: Properties, { source }: Caller) {
    return findingOf(
        {
            cause: "the signature doesn't match",
            step: "the IAM access key",
            advice: "Set iceberg.catalog.rest.secret-access-key of the catalog to the secret of its access key id.",
        },
        `the catalog's access key id ${shownId(shown)} is that of ${source}, but the secret isn't`,
    );
}

function otherKey(shown: Properties, { source }: Caller) {
    return findingOf(
        {
            cause: "the catalog has another access key",
            step: "the IAM access key",
            advice: "Use the key that the catalog has, or change the catalog to this one.",
        },
        `the catalog shows the access key id ${shownId(shown)}, and ${source} has another one`,
    );
}

/** Calls the endpoint as StarRocks would, once. */
export async function endpointLook(
    { properties, as }: Extract<Way, { kind: "call" }>,
    namespaces: readonly string[],
): Promise<Look> {
    const target = restTarget(properties);
    if (target === undefined) {
        return look(SUBJECT, "not known", "the catalog's properties don't say how it is called");
    }
    const finding = await preflight(target, namespaces, 0);
    const caller = as === undefined ? "" : ` with ${as}`;
    if (finding === undefined) {
        const seen = namespaces.length === 0 ? "" : `, and shows ${namespaces.join(", ")}`;
        return look(SUBJECT, "good", `accepts calls from here${caller}${seen}`);
    }
    return finding.diagnosis.unreachable
        ? look(SUBJECT, "not seen", `from here: ${finding.brief}`, finding)
        : wrong(SUBJECT, finding, `${finding.brief}${caller}`);
}
