import {
    FORBIDDEN,
    failing,
    HANGS,
    HTML,
    NOT_FOUND,
    type RestMode,
    TOO_MANY,
    UNAUTHORIZED,
} from "../rest/modes";
import type { EmbeddedOnly, StepDetails } from "../steps";
import { type Case, differs, example, fails, failure, type Group, givesOwn, type Step } from "../steps";
import { CONFIG, create, DATABASES, GLUE, LIST_NAMESPACES, type Properties } from "./catalogs";
import { analyzing, createFailed, NOT_LOADED, unknownCatalogAnalyzed } from "./texts";

const SHOW_DATABASES = "SHOW DATABASES FROM ~x";

interface Failing {
    changes: Properties;
    rest?: RestMode;
    /** Of one attempt to load the catalog. */
    requests?: StepDetails["requests"];
    /** Where 4.1 says more than that the catalog can't be loaded. */
    cause?: string;
    /** What 3.5 says at the first use. */
    firstUse?: string;
    /** 3.5 doesn't mind. */
    worksIn35?: boolean;
    embeddedOnly?: EmbeddedOnly;
    environment?: Readonly<Record<string, string>>;
}

const NO_KEYS = {
    "iceberg.catalog.rest.access-key-id": undefined,
    "iceberg.catalog.rest.secret-access-key": undefined,
};
const ONE_RETRY = { "iceberg.catalog.rest.client.max-retries": "1" };
const BY_ENVIRONMENT = { requests: [], embeddedOnly: "depends on the frontend's environment" } as const;

/** 4.1 refuses to create these, 3.5 creates them and fails at their first use. */
const FAILING: Readonly<Record<string, Failing>> = {
    "no uri": { changes: { "iceberg.catalog.uri": undefined }, requests: [] },
    "a uri that is none": { changes: { "iceberg.catalog.uri": "not a uri" }, requests: [] },
    "a uri without a scheme": { changes: { "iceberg.catalog.uri": "~host/iceberg" }, requests: [] },
    "a uri with another path": {
        changes: { "iceberg.catalog.uri": "http://~host/nope" },
        requests: ["GET /nope/v1/config?warehouse=123456789012%3As3tablescatalog%2Flake"],
    },
    "https where the server speaks http": {
        changes: { "iceberg.catalog.uri": "https://~host/iceberg" },
        requests: [],
    },
    "a port where nobody listens": {
        changes: { "iceberg.catalog.uri": "http://127.0.0.1:1/iceberg" },
        requests: [],
    },
    "a host that doesn't exist": {
        changes: { "iceberg.catalog.uri": "http://nosuch.invalid/iceberg" },
        requests: [],
    },
    "blank keys": {
        changes: { "iceberg.catalog.rest.access-key-id": "", "iceberg.catalog.rest.secret-access-key": "" },
        requests: [],
    },
    "an access key id alone": {
        changes: { "iceberg.catalog.rest.secret-access-key": undefined },
        requests: [],
    },
    "no keys on a frontend that has none": { changes: NO_KEYS, ...BY_ENVIRONMENT },
    "no signing Region on a frontend that has none": {
        changes: { "iceberg.catalog.rest.signing-region": undefined },
        ...BY_ENVIRONMENT,
    },
    "env: of variables that aren't set": {
        changes: {
            "iceberg.catalog.rest.access-key-id": "env:NO_SUCH_ID",
            "iceberg.catalog.rest.secret-access-key": "env:NO_SUCH_KEY",
        },
        ...BY_ENVIRONMENT,
    },
    "env: of a secret that isn't set": {
        changes: {
            "iceberg.catalog.rest.access-key-id": "env:GLUE_ID",
            "iceberg.catalog.rest.secret-access-key": "env:NO_SUCH_KEY",
        },
        environment: { GLUE_ID: "AKIAENVENVENVENVENV1" },
        ...BY_ENVIRONMENT,
    },
    "max-retries 0": { changes: { "iceberg.catalog.rest.client.max-retries": "0" }, requests: [] },
    "iceberg.catalog.credential without oauth2": { changes: { "iceberg.catalog.credential": "c" } },
    "a server that answers 400": { changes: {}, rest: failing(400), requests: [CONFIG] },
    "a server that answers 401": { changes: {}, rest: UNAUTHORIZED, requests: [CONFIG] },
    "a server that answers 403": { changes: {}, rest: FORBIDDEN, requests: [CONFIG] },
    "a server that answers 404": { changes: {}, rest: NOT_FOUND, requests: [CONFIG] },
    "a server that answers 403 in HTML": { changes: {}, rest: HTML, requests: [CONFIG] },
    "a server that answers 419": { changes: ONE_RETRY, rest: failing(419), requests: [CONFIG] },
    "a server that answers 501": { changes: ONE_RETRY, rest: failing(501), requests: [CONFIG] },
    "a server that answers 408, which 4.1 retries": {
        changes: ONE_RETRY,
        rest: failing(408),
        requests: { "4.1": [CONFIG, CONFIG], "3.5": [CONFIG] },
    },
    "a server that answers 500, which 4.1 retries": {
        changes: ONE_RETRY,
        rest: failing(500),
        requests: { "4.1": [CONFIG, CONFIG], "3.5": [CONFIG] },
    },
    "a server that answers 502, once retried": {
        changes: ONE_RETRY,
        rest: failing(502),
        requests: [CONFIG, CONFIG],
    },
    "a server that answers 503, once retried": {
        changes: ONE_RETRY,
        rest: failing(503),
        requests: [CONFIG, CONFIG],
    },
    "a server that answers 504, once retried": {
        changes: ONE_RETRY,
        rest: failing(504),
        requests: [CONFIG, CONFIG],
    },
    "a server that is asked too often, twice retried": {
        changes: { "iceberg.catalog.rest.client.max-retries": "2" },
        rest: TOO_MANY,
        requests: [CONFIG, CONFIG, CONFIG],
    },
    "a server that doesn't answer in time, which isn't retried": {
        changes: { ...ONE_RETRY, "iceberg.catalog.rest.client.socket-timeout-ms": "300" },
        rest: HANGS,
        requests: [CONFIG],
    },
    "an iceberg.catalog.type that doesn't exist": {
        changes: { "iceberg.catalog.type": "foo" },
        cause: "Property iceberg.catalog.type is missing or not supported now.",
        firstUse: "Property iceberg.catalog.type is missing or not supported now.",
        requests: [],
    },
    "a security that doesn't exist": {
        changes: { "iceberg.catalog.security": "foo" },
        cause: "Invalid security: foo",
        requests: [],
        worksIn35: true,
    },
    "catalog.access.control ranger without Ranger": {
        changes: { "catalog.access.control": "ranger" },
        cause: "bound must be positive",
        requests: [],
        worksIn35: true,
    },
};

function failingAtLoad(
    name: string,
    { changes, rest, requests, cause = NOT_LOADED, firstUse = NOT_LOADED, ...more }: Failing,
): Case {
    const attempt = requests === undefined ? {} : { requests };
    const creation: Step = differs(
        fails(create("~x", { ...GLUE, ...changes }), createFailed("~x", cause), { rest, ...attempt }),
        { expected: { kind: "ok" }, requests: [] },
    );
    const use: Step = differs(fails(SHOW_DATABASES, unknownCatalogAnalyzed("~x"), { rest, requests: [] }), {
        expected: more.worksIn35 ? { kind: "rows", rows: DATABASES } : failure(firstUse),
        requests: more.worksIn35 ? [CONFIG, LIST_NAMESPACES] : requests,
    });
    const { embeddedOnly, environment } = more;
    return example(`4.1 refuses and 3.5 only notices at the first use: ${name}`, [creation, use], {
        embeddedOnly,
        environment,
    });
}

const REFUSED: Readonly<Record<string, [changes: Properties, text: string]>> = {
    "no type": [{ type: undefined }, analyzing("'type' can not be null or empty")],
    "an empty type": [{ type: "" }, analyzing("'type' can not be null or empty")],
    "a type that doesn't exist": [{ type: "foo" }, analyzing("[type : foo] is not supported")],
    "no iceberg.catalog.type": [
        { "iceberg.catalog.type": undefined },
        createFailed(
            "~x",
            "Can't find iceberg native catalog type. You must specify the 'iceberg.catalog.type' property when " +
                "creating an iceberg catalog in the catalog properties",
        ),
    ],
    "a time to live that is no number": [
        { iceberg_meta_cache_ttl_sec: "abc" },
        createFailed("~x", 'For input string: "abc"'),
    ],
    "an STS endpoint without a Region": [
        {
            "aws.s3.region": undefined,
            "aws.s3.use_instance_profile": "true",
            "aws.s3.iam_role_arn": "arn:aws:iam::123456789012:role/r",
            "aws.s3.sts.endpoint": "https://sts.us-east-1.amazonaws.com",
        },
        createFailed(
            "~x",
            "STS endpoint is set to https://sts.us-east-1.amazonaws.com but no signing region was provided",
        ),
    ],
};

function refused(name: string, [changes, text]: [Properties, string]): Case {
    return example(`both versions refuse ${name}`, [
        fails(create("~x", { ...GLUE, ...changes }), text, { requests: [] }),
        givesOwn("SHOW CATALOGS", []),
    ]);
}

export const CREATE_FAILING: Group = {
    title: "CREATE EXTERNAL CATALOG of what can't work",
    cases: [
        ...Object.entries(FAILING).map(([name, row]) => failingAtLoad(name, row)),
        ...Object.entries(REFUSED).map(([name, row]) => refused(name, row)),
    ],
};
