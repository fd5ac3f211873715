/**
 * Naming rules. Each function returns what is wrong with a name, one sentence per fault and all faults at
 * once; an empty list means that the name is good.
 */

interface LengthRule {
    readonly min: number;
    readonly max: number;
}

function lengthProblems(name: string, { min, max }: LengthRule): string[] {
    return name.length < min || name.length > max
        ? [`must be ${min} to ${max} characters long, not ${name.length}`]
        : [];
}

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-tables-buckets-naming.html
const RESERVED_BUCKET_PREFIXES = ["xn--", "sthree-", "amzn-s3-demo-", "aws"];
const RESERVED_BUCKET_SUFFIXES = ["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"];

/** Rules of S3 Tables for the name of a table bucket. */
export function tableBucketNameProblems(name: string): string[] {
    const problems = lengthProblems(name, { min: 3, max: 63 });
    if (/[^a-z0-9-]/.test(name)) {
        problems.push("may contain only lower-case letters, digits and hyphens");
    }
    if (/^[^a-z0-9]|[^a-z0-9]$/.test(name)) {
        problems.push("must begin and end with a lower-case letter or a digit");
    }
    problems.push(
        ...RESERVED_BUCKET_PREFIXES.filter((prefix) => name.startsWith(prefix)).map(
            (prefix) => `must not begin with "${prefix}", which AWS reserves`,
        ),
        ...RESERVED_BUCKET_SUFFIXES.filter((suffix) => name.endsWith(suffix)).map(
            (suffix) => `must not end with "${suffix}", which AWS reserves`,
        ),
    );
    return problems;
}

/** Rules of S3 Tables for the name of a table. */
export function tableNameProblems(name: string): string[] {
    return s3TablesNameProblems(name, "");
}

function s3TablesNameProblems(name: string, remark: string): string[] {
    const problems = lengthProblems(name, { min: 1, max: 255 });
    if (/[^a-z0-9_]/.test(name)) {
        problems.push(`may contain only lower-case letters, digits and underscores${remark}`);
    }
    if (/^[^a-z0-9]|[^a-z0-9]$/.test(name)) {
        problems.push("must begin and end with a lower-case letter or a digit");
    }
    return problems;
}

/** Rules of S3 Tables for the name of a namespace: those of a table's, and one prefix is AWS's own. */
export function namespaceNameProblems(name: string): string[] {
    const problems = s3TablesNameProblems(name, " (a namespace has one level)");
    if (name.startsWith("aws")) {
        problems.push('must not begin with "aws", which AWS reserves');
    }
    return problems;
}

/** Rules of IAM for the name of a user or role: https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateUser.html */
export function iamNameProblems(name: string): string[] {
    if (name.startsWith("arn:")) {
        return ["is an ARN; use the name"];
    }
    const problems = lengthProblems(name, { min: 1, max: IAM_NAME_LIMITS.user });
    if (NOT_IN_IAM_NAMES.test(name)) {
        problems.push("may contain only letters, digits and _+=,.@- (without its path)");
    }
    return problems;
}

/** Characters that the names of users and of policies may have. */
export const IAM_NAME_LIMITS = { user: 64, policy: 128 } as const;
/** What IAM takes for no part of a name. */
const NOT_IN_IAM_NAMES = /[^A-Za-z0-9_+=,.@-]/;

/** The text with a hyphen for whatever can't be part of a name in IAM. */
export function iamCharacters(text: string): string {
    return text.replaceAll(new RegExp(NOT_IN_IAM_NAMES, "gu"), "-");
}

const DEFAULT_CATALOG = "default_catalog";
const RESOURCE_MAPPING_PREFIX = "resource_mapping_inside_catalog_";

/** Rules of StarRocks for names in general, such as that of a role: `FeNameFormat.COMMON_NAME_REGEX`. */
export function starRocksNameProblems(name: string): string[] {
    const problems = lengthProblems(name, { min: 1, max: 64 });
    if (/[^A-Za-z0-9_]/.test(name)) {
        problems.push("may contain only letters, digits and underscores (no hyphen)");
    }
    if (!/^([A-Za-z]|_[A-Za-z0-9])/.test(name)) {
        problems.push("must begin with a letter, or with one underscore followed by a letter or digit");
    }
    return problems;
}

/**
 * Rules of StarRocks for the name of an external catalog: those of names in general, and two kinds of names that
 * a frontend accepts although the catalog is then hidden and can't be dropped.
 */
export function catalogNameProblems(name: string): string[] {
    const problems = starRocksNameProblems(name);
    if (name.toLowerCase() === DEFAULT_CATALOG) {
        problems.push("is the name of StarRocks' own internal catalog");
    }
    if (name.toLowerCase().startsWith(RESOURCE_MAPPING_PREFIX)) {
        problems.push(
            `must not begin with "${RESOURCE_MAPPING_PREFIX}": such a catalog is hidden and can't be dropped`,
        );
    }
    return problems;
}
