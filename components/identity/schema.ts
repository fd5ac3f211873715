import { iamNameProblems } from "../shared/names";
import { object, text } from "../shared/schema/schema";
import type { ArgumentProblem } from "../shared/validation";
import { valueProblems } from "../starrocks/catalog/propertyProblems";
import type { IdentityArgs } from "./identity";

const PLAIN = { plain: true };

const variable = text(
    (name) => (/^[A-Za-z_]\w*$/.test(name) ? [] : ["is no name of an environment variable"]),
    PLAIN,
);

/** The identity whose permissions StarRocks uses. */
export const identitySchema = object<IdentityArgs>(
    {
        userName: text(iamNameProblems),
        accessKeyId: text((id) =>
            /^\w{1,128}$/.test(id) ? [] : ["is no id of an access key, such as AKIA…"],
        ),
        secretAccessKey: text(
            (secret) => [
                ...(secret === "" || /\s/.test(secret) ? ["must be neither empty nor hold spaces"] : []),
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
            problem: "names neither userName nor roleName; leave identity out for a new IAM user",
        },
        {
            broken: userName !== undefined && roleName !== undefined,
            path: "",
            problem: "names both userName and roleName; StarRocks can only be one of them",
        },
        {
            broken: isExisting && accessKeyRotation !== undefined,
            path: "accessKeyRotation",
            problem: "is for the key of a new IAM user; give another key to rotate that of an existing one",
        },
        {
            broken: userName !== undefined && !isComplete(key) && !isComplete(variables),
            path: "",
            problem:
                "names an existing user without its key; give accessKeyId and secretAccessKey, or the names of the " +
                "frontends' environment variables that hold them",
        },
        {
            broken: isGiven(key) && isGiven(variables),
            path: "accessKeyIdVariable",
            problem: "is a second key beside accessKeyId; give one of the two",
        },
        {
            broken: userName === undefined && (isGiven(key) || isGiven(variables)),
            path: "accessKeyId",
            problem: "is the key of an existing user; name it in userName (a role has no long-lived key)",
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
