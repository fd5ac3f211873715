import { expect } from "chai";
import {
    catalogNameProblems,
    iamNameProblems,
    namespaceNameProblems,
    tableBucketNameProblems,
    tableNameProblems,
} from "../../components/common/names";

interface Case {
    readonly name: string;
    readonly problem: RegExp;
}

function accepts(problemsOf: (name: string) => string[], names: readonly string[]): void {
    for (const name of names) {
        it(`may be "${name}"`, () => expect(problemsOf(name)).to.deep.equal([]));
    }
}

function refuses(problemsOf: (name: string) => string[], cases: readonly Case[]): void {
    for (const { name, problem } of cases) {
        it(`may not be "${name.slice(0, 40)}"`, () => expect(problemsOf(name).join("; ")).to.match(problem));
    }
}

describe("The name of a table bucket", () => {
    accepts(tableBucketNameProblems, ["abc", "acme-lakehouse-dev", "0".repeat(63)]);
    refuses(tableBucketNameProblems, [
        { name: "ab", problem: /3 to 63 characters long, not 2/ },
        { name: "a".repeat(64), problem: /3 to 63 characters long, not 64/ },
        { name: "Acme", problem: /only lower-case letters, digits and hyphens/ },
        { name: "acme_lake", problem: /only lower-case letters, digits and hyphens/ },
        { name: "acme.lake", problem: /only lower-case letters, digits and hyphens/ },
        { name: "-acme", problem: /begin and end with a lower-case letter or a digit/ },
        { name: "acme-", problem: /begin and end with a lower-case letter or a digit/ },
        { name: "xn--acme", problem: /must not begin with "xn--"/ },
        { name: "sthree-acme", problem: /must not begin with "sthree-"/ },
        { name: "amzn-s3-demo-acme", problem: /must not begin with "amzn-s3-demo-"/ },
        { name: "awslake", problem: /must not begin with "aws"/ },
        { name: "acme-s3alias", problem: /must not end with "-s3alias"/ },
        { name: "acme--table-s3", problem: /must not end with "--table-s3"/ },
    ]);

    it("is told all its faults at once", () => {
        expect(tableBucketNameProblems("A_")).to.have.length(3);
    });
});

describe("The name of a namespace", () => {
    accepts(namespaceNameProblems, ["s", "sales_2026", "a".repeat(255)]);
    refuses(namespaceNameProblems, [
        { name: "", problem: /1 to 255 characters long, not 0/ },
        { name: "a".repeat(256), problem: /1 to 255 characters long, not 256/ },
        { name: "Sales", problem: /only lower-case letters, digits and underscores/ },
        { name: "sales-web", problem: /only lower-case letters, digits and underscores/ },
        { name: "a.b", problem: /a namespace has one level/ },
        { name: "_sales", problem: /begin and end with/ },
        { name: "awsome", problem: /must not begin with "aws"/ },
    ]);
});

describe("The name of a table", () => {
    accepts(tableNameProblems, ["orders", "aws_costs", "a".repeat(255)]);
    refuses(tableNameProblems, [
        { name: "", problem: /1 to 255 characters long, not 0/ },
        { name: "Orders", problem: /only lower-case letters, digits and underscores(;|$)/ },
        { name: "orders_", problem: /begin and end with/ },
    ]);
});

describe("The name of an IAM user or role", () => {
    accepts(iamNameProblems, ["starrocks", "etl.user+1=a,b@corp-x_y", "a".repeat(64)]);
    refuses(iamNameProblems, [
        { name: "", problem: /1 to 64 characters long, not 0/ },
        { name: "a".repeat(65), problem: /1 to 64 characters long, not 65/ },
        { name: "etl/starrocks", problem: /letters, digits and _\+=,\.@- \(without its path\)/ },
        { name: "star rocks", problem: /letters, digits/ },
        { name: "étl", problem: /letters, digits/ },
        { name: "arn:aws:iam::123456789012:user/starrocks", problem: /^is an ARN; use the name$/ },
    ]);
});

describe("The name of a catalog", () => {
    accepts(catalogNameProblems, ["lake", "_1lake", "Lake_2", "table", "a".repeat(64)]);
    refuses(catalogNameProblems, [
        { name: "", problem: /1 to 64 characters long/ },
        { name: "a".repeat(65), problem: /1 to 64 characters long, not 65/ },
        { name: "a-b", problem: /no hyphen/ },
        { name: "a`b", problem: /only letters, digits and underscores/ },
        { name: "1lake", problem: /begin with a letter/ },
        { name: "__lake", problem: /begin with a letter/ },
        { name: "default_catalog", problem: /StarRocks' own internal catalog/ },
        { name: "DEFAULT_CATALOG", problem: /StarRocks' own internal catalog/ },
        { name: "resource_mapping_inside_catalog_x", problem: /hidden and can't be dropped/ },
    ]);
});
