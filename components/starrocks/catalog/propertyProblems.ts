import { isMask } from "../masking";
import { AccessControl } from "./accessControl";
import { addressProblems } from "./addressProblems";
import { OWNER_PROPERTY } from "./ownerMark";

/** A rule for the value of a property that StarRocks would only notice when everybody is affected, or never. */
interface ValueRule {
    readonly keys: RegExp;
    readonly allows: (value: string) => boolean;
    readonly reason: string;
}

/** StarRocks reads numbers as an `int` of Java. */
const LARGEST = 2_147_483_647;
const isWhole = (least: number) => (value: string) =>
    /^\d+$/.test(value) && Number(value) >= least && Number(value) <= LARGEST;
const oneOf = (values: readonly string[]) => (value: string) => values.includes(value.toLowerCase());

const RULES: readonly ValueRule[] = [
    {
        // Iceberg's client refuses 0 retries, on 3.5 not before the first query; 0 ms is no limit.
        keys: /^iceberg\.catalog\.rest\.client\.(max-retries|(connection|socket)-timeout-ms)$/,
        allows: isWhole(1),
        reason: `must be a whole number of at least 1, and at most ${LARGEST}`,
    },
    {
        keys: /^iceberg_.*_(ttl|interval)_sec$/,
        allows: isWhole(0),
        reason: "must be a whole number of seconds",
    },
    {
        // StarRocks takes any other text for false, and then doesn't sign.
        keys: /^(iceberg\.catalog\.rest\.sigv4-enabled|iceberg\.catalog\.vended-credentials-enabled|enable_.*|aws\.s3\.(enable|use)_.*)$/,
        allows: oneOf(["true", "false"]),
        reason: "must be true or false",
    },
    {
        keys: /^catalog\.access\.control$/,
        allows: oneOf(Object.values(AccessControl)),
        reason: "must be native, ranger or allowall",
    },
    {
        keys: /^password$/,
        allows: () => false,
        reason: "can't be managed: StarRocks doesn't show it, so it would always show as drift",
    },
];

/** What is wrong with the name of a property. */
export function keyProblems(key: string): string[] {
    if (key === OWNER_PROPERTY) {
        return ["can't be set: it is the mark that this package uses to recognize its own catalogs"];
    }
    if (!/^[a-z0-9._-]+$/.test(key)) {
        return [
            "a key may contain only lower-case letters, digits, dots, hyphens and underscores: StarRocks accepts " +
                "other spellings but doesn't mask their values",
        ];
    }
    return key.startsWith("rest.")
        ? [
              `must be written as iceberg.catalog.${key}: StarRocks accepts this spelling, but doesn't mask its value`,
          ]
        : [];
}

/** What is wrong with the value of a property, without the value, which may be a secret. */
export function valueProblems(key: string, value: string): string[] {
    if (isMask(key, value)) {
        return ["is the mask that StarRocks shows instead of the credential, not the credential"];
    }
    return [
        ...roundTripProblems(value),
        ...(ADDRESSES.includes(key) ? addressProblems(value) : []),
        ...RULES.filter(({ keys, allows }) => keys.test(key) && !allows(value)).map(({ reason }) => reason),
    ];
}

/** Texts that StarRocks doesn't show as they were stored, so that they would read as drift for ever. */
function roundTripProblems(value: string): string[] {
    return [
        ...(value.includes("\\")
            ? ["must not contain a backslash: StarRocks doesn't show it unambiguously"]
            : []),
        ...(value.includes("\0") ? ["must not contain the character NUL"] : []),
        ...characterProblems(value),
    ];
}

/** The same for a comment, whose backslashes StarRocks shows rightly. */
export function characterProblems(text: string): string[] {
    return /[\ud800-\udfff]/.test(text)
        ? ["must not contain characters beyond U+FFFF, such as emoji: StarRocks doesn't show them correctly"]
        : [];
}

/** Properties that hold the address of a server. */
const ADDRESSES: readonly string[] = ["iceberg.catalog.uri", "iceberg.catalog.oauth2.server-uri"];

const KEY_PAIRS = [
    ["iceberg.catalog.rest.access-key-id", "iceberg.catalog.rest.secret-access-key"],
    ["aws.s3.access_key", "aws.s3.secret_key"],
] as const;

/** A fault of a property. */
interface PropertyProblem {
    readonly key: string;
    readonly reason: string;
}

/** What is wrong with properties that don't go together, by key. Their values may be outputs. */
export function togetherProblems(properties: Readonly<Record<string, unknown>>): PropertyProblem[] {
    return [
        ...halfKeys(properties),
        ...unsignable(properties),
        ...kindless(properties),
        ...tokenless(properties),
    ];
}

/** Half of an access key fails, an empty one too: only both left out mean the frontends' own identity. */
function halfKeys(properties: Readonly<Record<string, unknown>>): PropertyProblem[] {
    return KEY_PAIRS.filter((pair) => pair.some((key) => key in properties)).flatMap((pair) =>
        pair
            .filter((key) => (properties[key] ?? "") === "")
            .map((key) => ({
                key,
                reason: "is missing or empty: set both parts of the access key, or neither",
            })),
    );
}

const SIGNING_REGION = "iceberg.catalog.rest.signing-region";

/** Observed on 3.5.7 and 4.1-dev: without a Region of its own, a frontend fails even with a key. */
function unsignable(properties: Readonly<Record<string, unknown>>): PropertyProblem[] {
    return "iceberg.catalog.rest.signing-name" in properties &&
        KEY_PAIRS[0].every((key) => key in properties) &&
        !(SIGNING_REGION in properties)
        ? [
              {
                  key: SIGNING_REGION,
                  reason: "is missing: signing with a key needs a Region, which isn't taken from that of the data",
              },
          ]
        : [];
}

const SECURITY = "iceberg.catalog.security";
const CREDENTIAL = "iceberg.catalog.oauth2.credential";
/** Iceberg's own names do as well, which StarRocks hands on. */
const PROOFS = [
    CREDENTIAL,
    "iceberg.catalog.oauth2.token",
    "iceberg.catalog.credential",
    "iceberg.catalog.token",
];

/** Observed on 4.1-dev: StarRocks takes `oauth2` without any of these, and calls without a token. */
function tokenless(properties: Readonly<Record<string, unknown>>): PropertyProblem[] {
    const security = properties[SECURITY];
    if (typeof security !== "string" || security.toLowerCase() !== "oauth2") {
        return [];
    }
    return [
        ...(PROOFS.some((key) => key in properties)
            ? []
            : [
                  {
                      key: CREDENTIAL,
                      reason: "is missing: oauth2 needs a credential, <client id>:<secret>, or a token",
                  },
              ]),
        ...(properties["iceberg.catalog.rest.sigv4-enabled"] === "true"
            ? [
                  {
                      key: SECURITY,
                      reason: "is oauth2, but the requests are signed too: an endpoint uses only one of the two",
                  },
              ]
            : []),
    ];
}

const KIND = "iceberg.catalog.type";

function kindless(properties: Readonly<Record<string, unknown>>): PropertyProblem[] {
    const { type } = properties;
    return typeof type === "string" && type.toLowerCase() === "iceberg" && !(KIND in properties)
        ? [
              {
                  key: KIND,
                  reason: `is missing: set rest, or properties with ${KIND} and what that kind needs`,
              },
          ]
        : [];
}
