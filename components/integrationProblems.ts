import { AccessLevel, AccessMode, createsNamespaces, IcebergEndpoint } from "./access";
import { identityProblems } from "./identity";
import type { IntegrationGrantArgs, StarRocksS3TablesIntegrationArgs } from "./integrationArgs";
import { bucketNameProblems } from "./location";
import { catalogNameProblems, namespaceNameProblems, tableNameProblems } from "./names";
import { policyProblems } from "./policies";
import type { AccessRequest } from "./policy";
import type { TableArgs } from "./storage";
import { type ArgumentProblem, choiceProblems, problemsAt } from "./validation";

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
    const catalogName = catalogNameOf(name, args);
    return [
        ...bucketProblems(args),
        ...args.namespaces.flatMap((each, index) =>
            problemsAt(`namespaces[${index}]`, each, namespaceNameProblems(each)),
        ),
        ...repetitionProblems(args.namespaces),
        ...(args.tables ?? []).flatMap((table, index) => tableProblems(table, index, args)),
        ...choiceProblems("access", args.access, AccessLevel),
        ...choiceProblems("accessMode", args.accessMode, AccessMode),
        ...choiceProblems("endpoint", args.endpoint, IcebergEndpoint),
        ...accessProblems(args),
        ...problemsAt("catalog.name", catalogName, catalogNameProblems(catalogName)),
        ...identityProblems(args.identity),
        ...grantProblems(args.grants ?? []),
    ];
}

function bucketProblems({
    tableBucketName,
    tableBucketArn,
    encryption,
    unreferencedFileRemoval,
}: StarRocksS3TablesIntegrationArgs): ArgumentProblem[] {
    if ((tableBucketName === undefined) === (tableBucketArn === undefined)) {
        return [{ path: "tableBucketName", problem: "give either tableBucketName or tableBucketArn" }];
    }
    if (tableBucketArn !== undefined) {
        return Object.entries({ unreferencedFileRemoval })
            .filter(([, value]) => value !== undefined)
            .map(([path]) => ({
                path,
                problem: "is for a new table bucket, and tableBucketArn names an existing one",
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
    return typeof tableBucketName === "string" ? bucketNameProblems(tableBucketName) : [];
}

function tableProblems(
    { namespace, name, columns }: TableArgs,
    index: number,
    { namespaces, tables = [] }: StarRocksS3TablesIntegrationArgs,
): ArgumentProblem[] {
    const path = `tables[${index}]`;
    const first = tables.findIndex((each) => each.namespace === namespace && each.name === name);
    return [
        ...(first < index ? problemsAt(path, `${namespace}.${name}`, ["is named twice"]) : []),
        ...problemsAt(`${path}.name`, name, tableNameProblems(name)),
        ...(namespaces.includes(namespace)
            ? []
            : problemsAt(`${path}.namespace`, namespace, ["is not among namespaces"])),
        ...columns
            .filter((column) => /[A-Z]/.test(column.name))
            .flatMap((column) =>
                problemsAt(`${path}.columns`, column.name, [
                    "must be in lower case, or Glue can't see the table",
                ]),
            ),
        ...(columns.length === 0 ? [{ path: `${path}.columns`, problem: "is empty" }] : []),
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
                "S3 Tables' own endpoint knows no Lake Formation; set accessMode: AccessMode.Iam too, or leave endpoint out",
        },
        {
            broken: request.endpoint === IcebergEndpoint.S3Tables && args.mountArn !== undefined,
            path: "mountArn",
            problem: "is of no use to S3 Tables' own endpoint, which needs no mount; leave it out",
        },
        {
            broken: request.mode === AccessMode.Iam && usesVariables,
            path: "identity.accessKeyIdVariable",
            problem:
                "can't be used in IAM mode: StarRocks reads the data with aws.s3.* properties, in which it doesn't " +
                "look up variables; use roleName",
        },
        {
            broken: args.namespaces.length === 0 && !createsNamespaces(request.level),
            path: "namespaces",
            problem: "is empty; name at least one, or give AccessLevel.Manage",
        },
    ];
    return [
        ...rules.filter(({ broken }) => broken).map(({ path, problem }) => ({ path, problem })),
        ...policyProblems(request, args.encryption !== undefined),
    ];
}

function repetitionProblems(namespaces: readonly string[]): ArgumentProblem[] {
    return namespaces.flatMap((each, index) =>
        namespaces.indexOf(each) < index ? problemsAt(`namespaces[${index}]`, each, ["is named twice"]) : [],
    );
}

function grantProblems(grants: readonly IntegrationGrantArgs[]): ArgumentProblem[] {
    return grants.flatMap(({ role, user, access }, index) => [
        ...choiceProblems(`grants[${index}].access`, access, AccessLevel),
        ...((role === undefined) === (user === undefined)
            ? [{ path: `grants[${index}]`, problem: "needs either role or user" }]
            : grants.findIndex((each) => each.role === role && each.user === user) < index
              ? [{ path: `grants[${index}]`, problem: `is a second grant for "${role ?? user}"` }]
              : []),
    ]);
}
