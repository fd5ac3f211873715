import { iamNameProblems } from "../common/names";
import { object, text } from "../common/schema/schema";
import type { ArgumentProblem } from "../common/validation";
import { valueProblems } from "../starrocks/catalog/propertyProblems";
import type { IdentityArgs } from "./args";

const PLAIN = { plain: true };

const variable = text(
    (name) => (/^[A-Za-z_]\w*$/.test(name) ? [] : ["is not an environment variable name"]),
    PLAIN,
);

/** The identity whose permissions StarRocks uses. */
export const identitySchema = object<IdentityArgs>(
    {
        userName: text(iamNameProblems),
        accessKeyId: text((id) => (/^\w{1,128}$/.test(id) ? [] : ["is not an access key id, such as AKIA…"])),
        secretAccessKey: text(
            (secret) => [
                ...(secret === "" || /\s/.test(secret) ? ["must not be empty or contain spaces"] : []),
                ...valueProblems("iceberg.catalog.rest.secret-access-key", secret),
            ],
            { secret: true },
        ),
        accessKeyIdVariable: variable,
        secretAccessKeyVariable: variable,
        accessKeyRotation: text(
            (rotation) =>
                /^[\w .:+=@-]{1,100}$/.test(rotation) && !rotation.includes("::")
                    ? []
                    : ["must be 1 to 100 letters, digits, spaces and characters of _.:+=@-, such as 2026-11"],
            PLAIN,
        ),
        roleName: text(iamNameProblems),
    },
    { ...PLAIN, rules: identityProblems },
);

/** What is wrong with the combination of identity arguments. */
function identityProblems(identity: IdentityArgs): ArgumentProblem[] {
    const { userName, roleName, accessKeyRotation } = identity;
    const key = [identity.accessKeyId, identity.secretAccessKey];
    const variables = [identity.accessKeyIdVariable, identity.secretAccessKeyVariable];
    const isExisting = userName !== undefined || roleName !== undefined;
    const rules: { readonly broken: boolean; readonly path: string; readonly problem: string }[] = [
        {
            broken: !isExisting && accessKeyRotation === undefined,
            path: "",
            problem: "has neither userName nor roleName; omit identity for a new IAM user",
        },
        {
            broken: userName !== undefined && roleName !== undefined,
            path: "",
            problem: "has both userName and roleName; set only one of them",
        },
        {
            broken: isExisting && accessKeyRotation !== undefined,
            path: "accessKeyRotation",
            problem: "applies only to a new IAM user; to rotate an existing user's key, set a different key",
        },
        {
            broken: userName !== undefined && !isComplete(key) && !isComplete(variables),
            path: "",
            problem:
                "names an existing user without its key; set accessKeyId and secretAccessKey, or the names of the " +
                "frontends' environment variables that hold them",
        },
        {
            broken: isGiven(key) && isGiven(variables),
            path: "accessKeyIdVariable",
            problem: "is a second key in addition to accessKeyId; set only one of them",
        },
        {
            broken: userName === undefined && (isGiven(key) || isGiven(variables)),
            path: "accessKeyId",
            problem: "is the key of an existing user; set userName too (a role has no long-lived key)",
        },
    ];
    return rules.filter(({ broken }) => broken).map(({ path, problem }) => ({ path, problem }));
}

function isGiven(pair: readonly unknown[]): boolean {
    return pair.some((value) => value !== undefined);
}

function isComplete(pair: readonly unknown[]): boolean {
    return pair.every((value) => value !== undefined);
}
