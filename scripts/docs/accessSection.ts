import {
    AccessLevel,
    AccessMode,
    IcebergEndpoint,
    type LakeFormationResource,
    lakeFormationPermissions,
    starRocksPrivileges,
} from "../../components/permissions/access";
import { accessPolicy, type PolicyDocument, type PolicyStatement } from "../../components/permissions/policy";
import { code, codes, folded, json, list, page, table } from "./markdown";
import { KEY_ARN, PLACE } from "./placeholders";
import { ACTION_PURPOSES, LAKE_FORMATION_PURPOSES, purposeOf, STARROCKS_PURPOSES } from "./purposes";

interface Way {
    readonly title: string;
    readonly remark: string;
    readonly mode: AccessMode;
    readonly endpoint: IcebergEndpoint;
}

/** The valid pairs of access mode and endpoint. */
export const WAYS: readonly Way[] = [
    {
        title: "Lake Formation mode, Glue's endpoint",
        remark:
            "The default. Glue checks IAM and Lake Formation. Lake Formation vends credentials for the data, so " +
            "the identity needs no permission on the files or on their KMS key.",
        mode: AccessMode.LakeFormation,
        endpoint: IcebergEndpoint.Glue,
    },
    {
        title: "IAM mode, Glue's endpoint",
        remark: "`accessMode: AccessMode.Iam`. There are no grants in Lake Formation. The identity reads the files itself.",
        mode: AccessMode.Iam,
        endpoint: IcebergEndpoint.Glue,
    },
    {
        title: "IAM mode, S3 Tables' endpoint",
        remark:
            "`accessMode: AccessMode.Iam, endpoint: IcebergEndpoint.S3Tables`. No mount, no Glue, no Lake Formation. " +
            "`DROP TABLE` in StarRocks 4.1-dev doesn't work on this endpoint, whatever the permissions: the endpoint requires a " +
            "purge, which StarRocks doesn't request " +
            "([starrocks#76929](https://github.com/StarRocks/starrocks/issues/76929)). On 3.5 use `DROP TABLE ... FORCE`.",
        mode: AccessMode.Iam,
        endpoint: IcebergEndpoint.S3Tables,
    },
];

/** The namespaces of the examples. */
const NAMESPACES = ["sales", "web"];
const LEVELS = Object.values(AccessLevel);
const KINDS: readonly LakeFormationResource[] = ["catalog", "namespace", "tables"];

/** What StarRocks may do, by access mode, endpoint and level. */
export function accessSection(): string {
    return page(
        "## What StarRocks may do",
        "The argument `access` decides. Each level includes the ones before it. The examples are for the namespaces " +
            `${codes(NAMESPACES)} of the table bucket ${code(PLACE.tableBucketName)}, encrypted with the KMS key ` +
            `${code(KEY_ARN)}. Without \`encryption\` there is no statement \`Encryption\`. \`Manage\` covers all ` +
            "namespaces of the bucket, because it can create namespaces.",
        ...WAYS.map(waySection),
        "### What each permission is for",
        purposeTable("IAM action", ACTION_PURPOSES, usedActions()),
        purposeTable("Lake Formation", LAKE_FORMATION_PURPOSES, usedLakeFormation()),
        purposeTable("StarRocks", STARROCKS_PURPOSES, usedPrivileges()),
    ).trimEnd();
}

function waySection(way: Way): string {
    return page(`### ${way.title}`, way.remark, ...LEVELS.map((level) => levelSection(way, level))).trimEnd();
}

function policyOf({ mode, endpoint }: Way, level: AccessLevel): PolicyDocument {
    return accessPolicy(PLACE, {
        level,
        mode,
        endpoint,
        namespaces: NAMESPACES,
        wholeBucket: false,
        kmsKeyArn: KEY_ARN,
    });
}

function levelSection(way: Way, level: AccessLevel): string {
    const policy = policyOf(way, level);
    return page(
        `#### \`AccessLevel.${level}\`: ${way.title}`,
        list(policy.Statement.map(statementItem)),
        table(
            [
                "On",
                way.mode === AccessMode.LakeFormation ? "Lake Formation" : "Lake Formation: nothing",
                "StarRocks",
            ],
            privilegeRows(way, level),
        ),
        folded("The whole policy", json(policy)),
    ).trimEnd();
}

function statementItem({ Sid, Action, Resource, Condition }: PolicyStatement): string {
    const conditions = Object.entries(Condition?.StringEquals ?? {}).map(
        ([key, values]) => `, if ${code(key)} is ${values.map(code).join(" or ")}`,
    );
    return `${code(Sid)}: ${codes(Action)} on ${codes([Resource].flat())}${conditions.join("")}`;
}

/** Lake Formation's and StarRocks' kinds of object are the same three, under other names. */
function privilegeRows({ mode }: Way, level: AccessLevel): string[][] {
    const starRocks = starRocksPrivileges(level);
    const privileges = [starRocks.catalog, starRocks.databases, starRocks.tables];
    const names = ["catalog", "each namespace (StarRocks: database)", "all tables of each namespace"];
    return KINDS.map((kind, index) => [
        names[index]!,
        mode === AccessMode.LakeFormation ? codes(lakeFormationPermissions(level, kind)) : "",
        codes(privileges[index]!),
    ]);
}

function usedActions(): string[] {
    return WAYS.flatMap((way) => policyOf(way, AccessLevel.Manage).Statement.flatMap(({ Action }) => Action));
}

function usedLakeFormation(): string[] {
    return KINDS.flatMap((kind) => lakeFormationPermissions(AccessLevel.Manage, kind));
}

function usedPrivileges(): string[] {
    return Object.values(starRocksPrivileges(AccessLevel.Manage)).flat();
}

function purposeTable(
    head: string,
    purposes: Readonly<Record<string, string>>,
    used: readonly string[],
): string {
    return table(
        [head, "For"],
        [...new Set(used)].sort().map((each) => [code(each), purposeOf(purposes, each)]),
    );
}
