import { isUnknown } from "../../dynamic/unknown";
import { isMask } from "../masking";

type Properties = Readonly<Record<string, string>>;

/** A rule for the value of a property that StarRocks would only notice when everybody is affected, or never. */
interface ValueRule {
    readonly keys: RegExp;
    readonly allows: (value: string) => boolean;
    readonly reason: string;
}

const isWhole = (least: number) => (value: string) => /^\d+$/.test(value) && Number(value) >= least;
const oneOf = (values: readonly string[]) => (value: string) => values.includes(value.toLowerCase());

const RULES: readonly ValueRule[] = [
    {
        // Iceberg's client refuses 0 retries, on 3.5 not before the first query; 0 ms is no limit.
        keys: /^iceberg\.catalog\.rest\.client\.(max-retries|(connection|socket)-timeout-ms)$/,
        allows: isWhole(1),
        reason: "must be a whole number of at least 1",
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
        allows: oneOf(["native", "ranger", "allowall"]),
        reason: "must be native, ranger or allowall",
    },
    {
        keys: /^iceberg\.catalog\.uri$/,
        allows: (value) => /^https?:/.test(value) && URL.canParse(value),
        reason: "must be an address that begins with https:// or http://",
    },
    {
        keys: /^password$/,
        allows: () => false,
        reason: "can't be managed: StarRocks doesn't show it, so it would read as drift for ever",
    },
];

/** What is wrong with properties, by key; what isn't known yet is passed over. */
export function propertyProblems(
    properties: Properties,
): { readonly key: string; readonly reason: string }[] {
    return [
        ...Object.entries(properties).flatMap(([key, value]) =>
            [...keyProblems(key), ...(isUnknown(value) ? [] : valueProblems(key, value))].map((reason) => ({
                key,
                reason,
            })),
        ),
        ...halfKeys(properties),
    ];
}

function keyProblems(key: string): string[] {
    if (!/^[a-z0-9._-]+$/.test(key)) {
        return [
            "a key may hold only lower-case letters, digits, dots, hyphens and underscores: StarRocks accepts " +
                "other spellings but doesn't mask their values",
        ];
    }
    return key.startsWith("rest.")
        ? [`must be written as iceberg.catalog.${key}: StarRocks accepts it so, but doesn't mask its value`]
        : [];
}

function valueProblems(key: string, value: string): string[] {
    if (typeof value !== "string") {
        return [`must be a string, as all properties of StarRocks are; not ${typeof value}`];
    }
    if (isMask(key, value)) {
        return ["is what StarRocks shows in place of the credential, not the credential"];
    }
    return [
        ...roundTripProblems(value),
        ...RULES.filter(({ keys, allows }) => keys.test(key) && !allows(value)).map(({ reason }) => reason),
    ];
}

/** Texts that StarRocks doesn't show as they were stored, so that they would read as drift for ever. */
function roundTripProblems(value: string): string[] {
    return [
        ...(value.includes("\\")
            ? ["must not hold a backslash: StarRocks doesn't show it unambiguously"]
            : []),
        ...characterProblems(value),
    ];
}

/** The same for a comment, whose backslashes StarRocks shows rightly. */
export function characterProblems(text: string): string[] {
    return /[\ud800-\udfff]/.test(text)
        ? ["must not hold characters beyond U+FFFF, such as emoji: StarRocks doesn't show them unharmed"]
        : [];
}

const KEY_PAIRS = [
    ["iceberg.catalog.rest.access-key-id", "iceberg.catalog.rest.secret-access-key"],
    ["aws.s3.access_key", "aws.s3.secret_key"],
] as const;

/** Half of an access key fails, an empty one too: only both left out mean the frontends' own identity. */
function halfKeys(properties: Properties): { readonly key: string; readonly reason: string }[] {
    return KEY_PAIRS.filter((pair) => pair.some((key) => key in properties)).flatMap((pair) =>
        pair
            .filter((key) => (properties[key] ?? "") === "")
            .map((key) => ({
                key,
                reason: "is missing or empty: give both halves of the access key, or neither",
            })),
    );
}
