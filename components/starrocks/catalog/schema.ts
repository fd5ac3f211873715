import { catalogNameProblems } from "../../common/names";
import { choice, flag, freeText, list, map, object, seconds, text, whole } from "../../common/schema/schema";
import type { ArgumentProblem } from "../../common/validation";
import { connectionSchema, nulProblems } from "../connection/schema";
import { AccessControl } from "./accessControl";
import { characterProblems, keyProblems, togetherProblems, valueProblems } from "./propertyProblems";
import type { StarRocksCatalogArgs } from "./resource";
import {
    argumentOf,
    type IcebergCacheArgs,
    type IcebergOAuth2Args,
    type IcebergRestArgs,
    OAUTH2_PROPERTIES,
    REST_PROPERTIES,
    S3_PROPERTIES,
    type S3DataArgs,
    typedProperties,
} from "./typedProperties";

/** The largest number that StarRocks reads, an `int` of Java. */
const LARGEST = 2_147_483_647;

/** A text that stands for a property. */
const property = (key: string) => text((value) => valueProblems(key, value));
/** The same with a credential. */
const credential = (key: string) => freeText((value) => valueProblems(key, value), { secret: true });

const restSchema = object<IcebergRestArgs>(
    {
        uri: { ...property(REST_PROPERTIES.uri), required: true },
        warehouse: property(REST_PROPERTIES.warehouse),
        signingName: property(REST_PROPERTIES.signingName),
        signingRegion: property(REST_PROPERTIES.signingRegion),
        accessKeyId: property(REST_PROPERTIES.accessKeyId),
        secretAccessKey: credential(REST_PROPERTIES.secretAccessKey),
        sessionToken: credential(REST_PROPERTIES.sessionToken),
        vendedCredentials: flag(),
        oauth2: object<IcebergOAuth2Args>(
            {
                credential: credential(OAUTH2_PROPERTIES.credential),
                token: credential(OAUTH2_PROPERTIES.token),
                serverUri: property(OAUTH2_PROPERTIES.serverUri),
                scope: property(OAUTH2_PROPERTIES.scope),
                audience: property(OAUTH2_PROPERTIES.audience),
                tokenRefresh: flag(),
            },
            { plain: true },
        ),
        connectionTimeoutMs: whole(1, LARGEST),
        socketTimeoutMs: whole(1, LARGEST),
        maxRetries: whole(1, LARGEST),
    },
    { plain: true },
);

const s3Schema = object<S3DataArgs>(
    {
        region: property(S3_PROPERTIES.region),
        endpoint: property(S3_PROPERTIES.endpoint),
        pathStyleAccess: flag(),
        accessKeyId: property(S3_PROPERTIES.accessKeyId),
        secretAccessKey: credential(S3_PROPERTIES.secretAccessKey),
        useInstanceProfile: flag(),
        useDefaultCredentials: flag(),
        roleArn: property(S3_PROPERTIES.roleArn),
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
    accessControl: choice(AccessControl),
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
