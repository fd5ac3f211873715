import { type Case, example, type Group, gives, givesOwn, ok, type StepDetails } from "../steps";
import {
    CONFIG,
    create,
    DATABASES,
    GLUE,
    LIST_NAMESPACES,
    PLAIN,
    type Properties,
    STATIC_KEYS,
} from "./catalogs";

const SHOW_DATABASES = "SHOW DATABASES FROM ~x";

interface Variation extends Pick<StepDetails, "signed" | "headers"> {
    changes: Properties;
    /** The request that loads the catalog. */
    load?: string;
}

const WORKING: Readonly<Record<string, Variation>> = {
    "static keys sign for the signing name and Region": { changes: {}, signed: STATIC_KEYS },
    "a session token is sent along": {
        changes: { "iceberg.catalog.rest.session-token": "FwoGZXIvYXdzEXAMPLETOKEN" },
        headers: { "x-amz-security-token": "FwoGZXIvYXdzEXAMPLETOKEN" },
        signed: STATIC_KEYS,
    },
    "vended credentials are asked for unless told otherwise": {
        changes: {},
        headers: { "x-iceberg-access-delegation": "vended-credentials" },
    },
    "vended credentials can be declined": {
        changes: { "iceberg.catalog.vended-credentials-enabled": "false" },
        headers: { "x-iceberg-access-delegation": undefined },
    },
    "without a signing name it signs for execute-api": {
        changes: { "iceberg.catalog.rest.signing-name": undefined },
        signed: "AKIAIOSFODNN7EXAMPLE/us-east-1/execute-api",
    },
    "the S3 Tables endpoint's signing name and warehouse are taken as they are": {
        changes: {
            "iceberg.catalog.rest.signing-name": "s3tables",
            "iceberg.catalog.warehouse": "arn:aws:s3tables:us-east-1:123456789012:bucket/lake",
        },
        load: "GET config?warehouse=arn%3Aaws%3As3tables%3Aus-east-1%3A123456789012%3Abucket%2Flake",
        signed: "AKIAIOSFODNN7EXAMPLE/us-east-1/s3tables",
    },
    "sigv4-enabled false sends unsigned requests": {
        changes: { "iceberg.catalog.rest.sigv4-enabled": "false" },
        signed: "unsigned",
    },
    "sigv4-enabled with any other text sends unsigned requests": {
        changes: { "iceberg.catalog.rest.sigv4-enabled": "maybe" },
        signed: "unsigned",
    },
    "auth.type sigv4 signs as well": {
        changes: {
            "iceberg.catalog.rest.sigv4-enabled": undefined,
            "iceberg.catalog.rest.auth.type": "sigv4",
        },
        signed: STATIC_KEYS,
    },
    "a secret key whose name is in upper case signs": {
        changes: {
            "iceberg.catalog.rest.secret-access-key": undefined,
            "ICEBERG.CATALOG.REST.SECRET-ACCESS-KEY": "UPPERsecretUPPER",
        },
        signed: STATIC_KEYS,
    },
    "properties without the prefix iceberg.catalog work": {
        changes: {
            "iceberg.catalog.rest.access-key-id": undefined,
            "iceberg.catalog.rest.secret-access-key": undefined,
            "rest.access-key-id": "AKIABAREBAREBAREBARE",
            "rest.secret-access-key": "bare",
        },
        signed: "AKIABAREBAREBAREBARE/us-east-1/glue",
    },
    "a header is sent with each request": {
        changes: { "iceberg.catalog.header.x-foo": "bar" },
        headers: { "x-foo": "bar" },
    },
    "a catalog needs no warehouse": {
        changes: { "iceberg.catalog.warehouse": undefined },
        load: "GET config",
    },
    "a slash at the end of the uri makes no difference": {
        changes: { "iceberg.catalog.uri": "http://~host/iceberg/" },
    },
    "an unknown property is kept silently": { changes: { "no.such.property": "1" } },
    "iceberg.catalog.type may be in upper case": { changes: { "iceberg.catalog.type": "REST" } },
    "security oauth2 without credentials is taken silently": {
        changes: { "iceberg.catalog.security": "oauth2" },
    },
    "catalog.access.control may be nonsense": { changes: { "catalog.access.control": "foo" } },
    "catalog.access.control may be allowall": { changes: { "catalog.access.control": "allowall" } },
    "half a key for data files is taken silently": { changes: { "aws.s3.access_key": "AKIAS3" } },
};

function working(name: string, { changes, load = CONFIG, signed, headers }: Variation): Case {
    return example(name, [
        ok(create("~x", { ...GLUE, ...changes }), {
            requests: { "4.1": [load], "3.5": [] },
            signed,
            headers,
        }),
        gives(SHOW_DATABASES, DATABASES, {
            requests: { "4.1": [LIST_NAMESPACES], "3.5": [load, LIST_NAMESPACES] },
            signed,
            headers,
        }),
    ]);
}

export const CREATE: Group = {
    title: "CREATE EXTERNAL CATALOG",
    cases: [
        ...Object.entries(WORKING).map(([name, variation]) => working(name, variation)),
        example("the type is shown as it was written, with its first letter in upper case", [
            ok(create("~x", { ...PLAIN, type: "ICEBERG" })),
            ok(create("~y", PLAIN)),
            givesOwn("SHOW CATALOGS", [
                ["~x", "ICEBERG", null],
                ["~y", "Iceberg", null],
            ]),
        ]),
        example("another session sees a new catalog at once", [
            ok(create("~x", PLAIN)),
            givesOwn("SHOW CATALOGS", [["~x", "Iceberg", null]], { as: "root 2" }),
        ]),
    ],
};
