import { catalogNameProblems } from "../common/names";
import { problemsIn } from "../common/schema/check";
import { resourceNameProblems } from "../common/schema/refuse";
import { type ArgumentProblem, problemsAt } from "../common/validation";
import { AccessLevel, AccessMode, createsNamespaces, IcebergEndpoint } from "../permissions/access";
import { policyProblems } from "../permissions/policies";
import type { AccessRequest } from "../permissions/policy";
import { parseUser, userText } from "../starrocks/userIdentity";
import type { TableArgs } from "../storage/storage";
import type { IntegrationGrantArgs, StarRocksS3TablesIntegrationArgs } from "./args";
import { integrationSchema } from "./schema";

/** Name of the catalog: the given one, or the component's name with underscores for other characters. */
export function catalogNameOf(name: string, { catalog }: StarRocksS3TablesIntegrationArgs): string {
    return catalog?.name ?? name.replace(/[^A-Za-z0-9_]/g, "_");
}

/** The arguments that decide on access, with their defaults. */
export function accessRequest(args: StarRocksS3TablesIntegrationArgs): Omit<AccessRequest, "kmsKeyArn"> {
    return {
        level: args.access ?? AccessLevel.Read,
        mode: args.accessMode ?? AccessMode.LakeFormation,
        endpoint: args.endpoint ?? IcebergEndpoint.Glue,
        namespaces: args.namespaces,
        wholeBucket: args.wholeBucketPolicy ?? false,
    };
}

/** What is wrong with the arguments that are known when the program runs, all at once. */
export function argumentProblems(name: string, args: StarRocksS3TablesIntegrationArgs): ArgumentProblem[] {
    const unnamed = resourceNameProblems(name);
    if (unnamed.length > 0) {
        return unnamed;
    }
    return [
        ...problemsIn(integrationSchema(togetherProblems), args, "", "program"),
        ...derivedCatalogName(name, args),
    ];
}

/** The name that a catalog gets if none is given. */
function derivedCatalogName(name: string, args: StarRocksS3TablesIntegrationArgs): ArgumentProblem[] {
    if (args?.catalog?.name !== undefined) {
        return [];
    }
    const derived = catalogNameOf(name, {} as StarRocksS3TablesIntegrationArgs);
    return problemsAt("catalog.name", derived, catalogNameProblems(derived));
}

/** What is wrong with arguments that don't go together. */
function togetherProblems(args: StarRocksS3TablesIntegrationArgs): ArgumentProblem[] {
    return [
        ...bucketProblems(args),
        ...repetitionProblems(args.namespaces),
        ...(args.tables ?? []).flatMap((table, index) => tableProblems(table, index, args)),
        ...accessProblems(args),
        ...(args.grants ?? []).flatMap((grant, index) => grantProblems(grant, index, args)),
    ];
}

function bucketProblems({
    tableBucketName,
    tableBucketArn,
    encryption,
    unreferencedFileRemoval,
}: StarRocksS3TablesIntegrationArgs): ArgumentProblem[] {
    if ((tableBucketName === undefined) === (tableBucketArn === undefined)) {
        return [{ path: "tableBucketName", problem: "set either tableBucketName or tableBucketArn" }];
    }
    if (tableBucketArn !== undefined) {
        return Object.entries({ unreferencedFileRemoval })
            .filter(([, value]) => value !== undefined)
            .map(([path]) => ({
                path,
                problem: "applies to a new table bucket, but tableBucketArn names an existing one",
            }))
            .concat(
                encryption !== undefined && encryption.kmsKeyArn === undefined
                    ? [
                          {
                              path: "encryption",
                              problem: "needs the kmsKeyArn of the existing table bucket's key",
                          },
                      ]
                    : [],
            );
    }
    return [];
}

function tableProblems(
    { namespace, name }: TableArgs,
    index: number,
    { namespaces, tables = [] }: StarRocksS3TablesIntegrationArgs,
): ArgumentProblem[] {
    const path = `tables[${index}]`;
    const first = tables.findIndex((each) => each.namespace === namespace && each.name === name);
    return [
        ...(first < index ? problemsAt(path, `${namespace}.${name}`, ["is listed twice"]) : []),
        ...(namespaces.includes(namespace)
            ? []
            : problemsAt(`${path}.namespace`, namespace, ["is not in namespaces"])),
    ];
}

function accessProblems(args: StarRocksS3TablesIntegrationArgs): ArgumentProblem[] {
    const request = accessRequest(args);
    const usesVariables = args.identity?.accessKeyIdVariable !== undefined;
    const rules: { readonly broken: boolean; readonly path: string; readonly problem: string }[] = [
        {
            broken:
                request.endpoint === IcebergEndpoint.S3Tables && request.mode === AccessMode.LakeFormation,
            path: "endpoint",
            problem:
                "S3 Tables' own endpoint doesn't support Lake Formation; set accessMode: AccessMode.Iam too, or omit endpoint",
        },
        {
            broken: request.endpoint === IcebergEndpoint.S3Tables && args.mountArn !== undefined,
            path: "mountArn",
            problem: "doesn't apply to S3 Tables' own endpoint, which needs no mount; omit it",
        },
        {
            broken: request.mode === AccessMode.Iam && usesVariables,
            path: "identity.accessKeyIdVariable",
            problem:
                "can't be used in IAM mode: StarRocks reads the data with aws.s3.* properties, where it doesn't " +
                "resolve variables; use roleName",
        },
        {
            broken: args.namespaces.length === 0 && !createsNamespaces(request.level),
            path: "namespaces",
            problem: "is empty; list at least one, or set access: AccessLevel.Manage",
        },
    ];
    return [
        ...rules.filter(({ broken }) => broken).map(({ path, problem }) => ({ path, problem })),
        ...policyProblems(request, args.encryption !== undefined),
    ];
}

function repetitionProblems(namespaces: readonly string[]): ArgumentProblem[] {
    return namespaces.flatMap((each, index) =>
        namespaces.indexOf(each) < index ? problemsAt(`namespaces[${index}]`, each, ["is listed twice"]) : [],
    );
}

function grantProblems(
    grant: IntegrationGrantArgs,
    index: number,
    { grants = [], namespaces, access }: StarRocksS3TablesIntegrationArgs,
): ArgumentProblem[] {
    const path = `grants[${index}]`;
    const { role, user, createRole } = grant;
    if ((role === undefined) === (user === undefined)) {
        return [{ path, problem: "needs either role or user" }];
    }
    const grantee = granteeOf(grant);
    const first = grants.findIndex((each) => granteeOf(each).toLowerCase() === grantee.toLowerCase());
    const isSame = first < index && granteeOf(grants[first]!) === grantee;
    const level = access ?? AccessLevel.Read;
    return [
        ...(isSame ? [{ path, problem: `is a second grant for "${role ?? user}"` }] : []),
        ...(first < index && !isSame
            ? [
                  {
                      path,
                      problem: `differs from grants[${first}] only in letter case; keep one of them`,
                  },
              ]
            : []),
        ...(user !== undefined && createRole === true
            ? [{ path: `${path}.createRole`, problem: "applies only to a role" }]
            : []),
        ...(grant.namespaces?.length === 0
            ? [{ path: `${path}.namespaces`, problem: "is empty; omit it to grant on all" }]
            : []),
        // A level that makes namespaces of its own may also grant on those that aren't declared.
        ...(createsNamespaces(level) ? [] : (grant.namespaces ?? [])).flatMap((namespace, position) =>
            namespaces.includes(namespace)
                ? []
                : problemsAt(`${path}.namespaces[${position}]`, namespace, ["is not in namespaces"]),
        ),
    ];
}

/** One text for each role and user, however the user is written. */
function granteeOf({ role, user = "" }: IntegrationGrantArgs): string {
    if (role !== undefined) {
        return `role ${role}`;
    }
    const identity = parseUser(user);
    return identity === undefined ? user : userText(identity);
}
