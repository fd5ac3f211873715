import { catalogNameProblems } from "../../names";
import { flag, freeText, list, map, object, seconds, text, whole } from "../../schema/schema";
import type { ArgumentProblem } from "../../validation";
import { connectionSchema, nulProblems } from "../connection/schema";
import { addressProblems } from "./addressProblems";
import {
    ACCESS_CONTROLS,
    characterProblems,
    keyProblems,
    togetherProblems,
    valueProblems,
} from "./propertyProblems";
import type { StarRocksCatalogArgs } from "./resource";
import {
    argumentOf,
    type IcebergCacheArgs,
    type IcebergRestArgs,
    type S3DataArgs,
    typedProperties,
} from "./typedProperties";

/** The largest number that StarRocks reads, an `int` of Java. */
const LARGEST = 2_147_483_647;

const anyText = text(() => []);
const secret = freeText(nulProblems, { secret: true });

const restSchema = object<IcebergRestArgs>(
    {
        uri: text(addressProblems, { required: true }),
        warehouse: anyText,
        signingName: anyText,
        signingRegion: anyText,
        accessKeyId: anyText,
        secretAccessKey: secret,
        sessionToken: secret,
        vendedCredentials: flag(),
        connectionTimeoutMs: whole(1, LARGEST),
        socketTimeoutMs: whole(1, LARGEST),
        maxRetries: whole(1, LARGEST),
    },
    { plain: true },
);

const s3Schema = object<S3DataArgs>(
    {
        region: anyText,
        endpoint: anyText,
        pathStyleAccess: flag(),
        accessKeyId: anyText,
        secretAccessKey: secret,
        useInstanceProfile: flag(),
        useDefaultCredentials: flag(),
        roleArn: anyText,
    },
    { plain: true },
);

/** Arguments that a catalog has in common with that of an integration. */
export const catalogMembers = {
    comment: freeText((comment) => [...nulProblems(comment), ...characterProblems(comment)]),
    cache: object<IcebergCacheArgs>(
        { enabled: flag(), ttlSeconds: whole(0, LARGEST), tableRefreshSeconds: whole(0, LARGEST) },
        { plain: true },
    ),
    accessControl: text((value) =>
        ACCESS_CONTROLS.includes(value) ? [] : [`is none of ${ACCESS_CONTROLS.join(", ")}`],
    ),
    properties: map(
        keyProblems,
        // Any of them may be a secret, whatever it is called.
        (key) => freeText((value) => valueProblems(key, value), { secret: true, required: true }),
        { plain: true },
    ),
    adopt: flag(),
};

/** What both the program and the provider are given. */
export const sharedMembers = {
    catalogName: text(catalogNameProblems, { required: true }),
    comment: catalogMembers.comment,
    properties: catalogMembers.properties,
    namespaces: list(text((name) => (name === "" ? ["must not be empty"] : []))),
    adopt: catalogMembers.adopt,
    propagationTimeoutSeconds: seconds(0),
};

/** Arguments of a catalog. */
export const catalogSchema = object<StarRocksCatalogArgs>(
    {
        ...sharedMembers,
        connection: connectionSchema,
        rest: restSchema,
        s3: s3Schema,
        cache: catalogMembers.cache,
        accessControl: catalogMembers.accessControl,
    },
    { plain: true, required: true, rules: combinationProblems },
);

function combinationProblems(args: StarRocksCatalogArgs): ArgumentProblem[] {
    const properties = { type: "iceberg", ...typedProperties(args), ...args.properties };
    return togetherProblems(properties).map(({ key, reason }) => ({
        path: argumentOf(key, args),
        problem: reason,
    }));
}
