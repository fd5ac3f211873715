import {
    BatchGrantPermissionsCommand,
    DescribeResourceCommand,
    GetDataLakeSettingsCommand,
    GrantPermissionsCommand,
    LakeFormationClient,
    ListPermissionsCommand,
    RevokePermissionsCommand,
} from "@aws-sdk/client-lakeformation";
import { expect } from "chai";
import { type EmbeddedAws, startAws } from "../../sandbox/aws";
import { createNamespace, createTableBucket } from "../../sandbox/aws/account/s3tables";
import { type Credentials, mount, register, userWith } from "./awsSupport";

const catalog = { Catalog: { Id: "123456789012:s3tablescatalog/lake" } };

describe("The sandbox's Lake Formation API, called by AWS's SDK", () => {
    let aws: EmbeddedAws;
    let client: LakeFormationClient;
    let starrocks: Credentials & { arn: string };

    const clientOf = (credentials: Credentials) =>
        new LakeFormationClient({
            endpoint: aws.endpoints.lakeFormation,
            region: "us-east-1",
            credentials,
            maxAttempts: 1,
        });

    beforeEach(async () => {
        aws = await startAws();
        mount(aws.account);
        createTableBucket(aws.account, { name: "lake" });
        starrocks = userWith(aws.account, "starrocks", {
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Action: "lakeformation:*", Resource: "*" }],
        });
        client = clientOf(aws.deployer);
    });
    afterEach(async () => {
        client.destroy();
        await aws.close();
    });

    const request = (extra: object = {}) => ({
        Principal: { DataLakePrincipalIdentifier: starrocks.arn },
        Resource: catalog,
        Permissions: ["CREATE_DATABASE" as const, "DESCRIBE" as const],
        ...extra,
    });

    async function refusal(promise: Promise<unknown>): Promise<string> {
        try {
            await promise;
        } catch (error) {
            const { name, message } = error as Error;
            return `${name}: ${message}`;
        }
        throw new Error("It was not refused.");
    }

    it("grants on a nested catalog, lists and revokes", async () => {
        await client.send(new GrantPermissionsCommand(request()));
        const listed = await client.send(new ListPermissionsCommand({ Resource: catalog }));
        expect(listed.PrincipalResourcePermissions).to.deep.equal([
            {
                Principal: { DataLakePrincipalIdentifier: starrocks.arn },
                Resource: catalog,
                Permissions: ["CREATE_DATABASE", "DESCRIBE"],
                PermissionsWithGrantOption: [],
            },
        ]);
        await client.send(new RevokePermissionsCommand(request()));
        expect(aws.account.grants).to.deep.equal([]);
    });

    const refusals: [string, object, string][] = [
        [
            "a nested catalog's id as the request's catalog",
            { CatalogId: "123456789012:s3tablescatalog/lake" },
            "InvalidInputException: Catalog id must be a valid AWS account id.",
        ],
        [
            "a catalog that isn't there",
            { Resource: { Catalog: { Id: "123456789012:s3tablescatalog/nope" } } },
            "EntityNotFoundException: Catalog not found: 123456789012:s3tablescatalog/nope",
        ],
        [
            "a namespace that isn't there",
            {
                Resource: { Database: { CatalogId: catalog.Catalog.Id, Name: "nope" } },
                Permissions: ["DESCRIBE"],
            },
            "EntityNotFoundException: Database nope not found.",
        ],
        [
            "a principal that isn't there",
            { Principal: { DataLakePrincipalIdentifier: "arn:aws:iam::123456789012:user/nobody" } },
            "InvalidInputException: Invalid principal",
        ],
        [
            "a permission that the resource doesn't have",
            { Permissions: ["SELECT"] },
            "InvalidInputException: Permissions modification is invalid.",
        ],
    ];
    for (const [what, change, message] of refusals) {
        it(`refuses ${what}`, async () => {
            expect(await refusal(client.send(new GrantPermissionsCommand(request(change))))).to.equal(
                message,
            );
        });
    }

    it("says that there was nothing to revoke", async () => {
        expect(await refusal(client.send(new RevokePermissionsCommand(request())))).to.equal(
            "InvalidInputException: No permissions revoked. Grantee has no permissions and no grantable permissions on resource.",
        );
    });

    it("lets only administrators and holders of the grant option grant", async () => {
        const other = clientOf(starrocks);
        expect(await refusal(other.send(new GrantPermissionsCommand(request())))).to.equal(
            "AccessDeniedException: Resource does not exist or requester is not authorized to access requested permissions.",
        );
        other.destroy();
    });

    it("wants lakeformation:GrantPermissions in IAM", async () => {
        const outsider = clientOf(
            userWith(aws.account, "outsider", {
                Version: "2012-10-17",
                Statement: [{ Effect: "Allow", Action: "glue:*", Resource: "*" }],
            }),
        );
        expect(await refusal(outsider.send(new GrantPermissionsCommand(request())))).to.match(
            /^AccessDeniedException: User: .*user\/outsider is not authorized to perform: lakeformation:GrantPermissions on resource: \*/,
        );
        outsider.destroy();
    });

    it("gives pages", async () => {
        const second = userWith(aws.account, "second", {
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
        });
        for (const arn of [starrocks.arn, second.arn]) {
            await client.send(
                new GrantPermissionsCommand(request({ Principal: { DataLakePrincipalIdentifier: arn } })),
            );
        }
        const first = await client.send(new ListPermissionsCommand({ Resource: catalog, MaxResults: 1 }));
        const rest = await client.send(
            new ListPermissionsCommand({ Resource: catalog, MaxResults: 1, NextToken: first.NextToken }),
        );
        expect(rest.PrincipalResourcePermissions?.[0]?.Principal?.DataLakePrincipalIdentifier).to.equal(
            second.arn,
        );
        expect(rest.NextToken).to.equal(undefined);
    });

    it("reports the failures of a batch one by one", async () => {
        const { Failures } = await client.send(
            new BatchGrantPermissionsCommand({
                Entries: [
                    { Id: "good", ...request() },
                    { Id: "bad", ...request({ Permissions: ["SELECT"] }) },
                ],
            }),
        );
        expect(Failures?.map(({ RequestEntry }) => RequestEntry?.Id)).to.deep.equal(["bad"]);
        expect(aws.account.grants.length).to.equal(1);
    });

    it("shows settings and registrations", async () => {
        register(aws.account);
        const { DataLakeSettings } = await client.send(new GetDataLakeSettingsCommand({}));
        expect(DataLakeSettings?.DataLakeAdmins).to.deep.equal([
            { DataLakePrincipalIdentifier: aws.deployer.arn },
        ]);
        const ResourceArn = "arn:aws:s3tables:us-east-1:123456789012:bucket/*";
        const { ResourceInfo } = await client.send(new DescribeResourceCommand({ ResourceArn }));
        expect(ResourceInfo).to.include({ ResourceArn, WithFederation: true, WithPrivilegedAccess: true });
    });

    it("can be made to answer ConcurrentModificationException", async () => {
        aws.faults.concurrentModification = 1;
        expect(await refusal(client.send(new GrantPermissionsCommand(request())))).to.match(
            /^ConcurrentModificationException/,
        );
        await client.send(new GrantPermissionsCommand(request()));
    });

    it("lists SELECT on columns and everything as ALL, where that fault is on", async () => {
        createNamespace(aws.account, { bucket: "lake", name: "sales", createdBy: aws.deployer.arn });
        const Table = { CatalogId: catalog.Catalog.Id, DatabaseName: "sales", TableWildcard: {} };
        const Permissions = ["ALTER", "DELETE", "DESCRIBE", "DROP", "INSERT", "SELECT"] as const;
        await client.send(
            new GrantPermissionsCommand(request({ Resource: { Table }, Permissions: [...Permissions] })),
        );
        aws.faults.grantsReadBackOtherwise = true;
        const { PrincipalResourcePermissions = [] } = await client.send(
            new ListPermissionsCommand({ Principal: request().Principal, Resource: { Table } }),
        );
        const listed = PrincipalResourcePermissions.map(({ Resource, Permissions: held }) => [
            Object.keys(Resource ?? {})[0],
            held,
        ]);
        expect(listed).to.deep.equal([
            ["Table", ["ALL", "ALTER", "DELETE", "DESCRIBE", "DROP", "INSERT"]],
            ["TableWithColumns", ["SELECT"]],
        ]);
    });
});
