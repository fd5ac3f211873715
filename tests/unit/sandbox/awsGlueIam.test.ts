import { expect } from "chai";
import { type EmbeddedAws, startAws } from "../../sandbox/aws";
import { createNamespace, createTableBucket } from "../../sandbox/aws/account/s3tables";
import {
    type Credentials,
    call,
    glueCall,
    glueEndpointPolicy,
    iamAllowed,
    makeTable,
    mount,
    prefix,
    taxis,
    userWith,
} from "./awsSupport";

const readActions = ["GetTableBucket", "ListNamespaces", "GetNamespace", "ListTables", "GetTable"];

function storageStatement(actions: string[]) {
    return {
        Effect: "Allow",
        Action: actions.map((action) => `s3tables:${action}`),
        Resource: [
            "arn:aws:s3tables:us-east-1:123456789012:bucket/lake",
            "arn:aws:s3tables:us-east-1:123456789012:bucket/lake/table/*",
        ],
    };
}

describe("The sandbox's Glue endpoint in IAM mode", () => {
    let aws: EmbeddedAws;

    beforeEach(async () => {
        aws = await startAws();
        const { account } = aws;
        mount(account, {
            createDatabaseDefaultPermissions: iamAllowed,
            createTableDefaultPermissions: iamAllowed,
        });
        createTableBucket(account, { name: "lake" });
        createNamespace(account, { bucket: "lake", name: "sales", createdBy: aws.deployer.arn });
        makeTable(aws, "taxis");
    });
    afterEach(() => aws.close());

    function reader(storage: string[]): Credentials {
        const policy = glueEndpointPolicy(aws.account, "lake", "sales");
        return userWith(aws.account, "reader", {
            ...policy,
            Statement: [...policy.Statement, storageStatement(storage)],
        });
    }

    it("asks Lake Formation for nothing", async () => {
        const user = reader([...readActions, "GetTableMetadataLocation", "GetTableData"]);
        expect((await glueCall(aws, user, "lake", "namespaces")).json.namespaces).to.deep.equal([["sales"]]);
        expect((await glueCall(aws, user, "lake", "namespaces/sales/tables/taxis")).status).to.equal(200);
    });

    it("vends nothing", async () => {
        const user = reader([...readActions, "GetTableMetadataLocation", "GetTableData"]);
        const headers = { "x-iceberg-access-delegation": "vended-credentials" };
        const reply = await glueCall(aws, user, "lake", "namespaces/sales/tables/taxis", { headers });
        expect(reply.json.config).to.deep.equal({});
    });

    it("wants S3 Tables' own actions of the caller", async () => {
        const user = reader([...readActions, "GetTableMetadataLocation"]);
        const reply = await glueCall(aws, user, "lake", "namespaces/sales/tables/taxis");
        expect(reply.status).to.equal(403);
        expect(reply.json.error.message).to.contain(
            "is not authorized to perform: s3tables:GetTableData on resource: arn:aws:s3tables:us-east-1:123456789012:bucket/lake/table/",
        );
    });

    it("says that a table is missing", async () => {
        const user = reader(readActions);
        const reply = await glueCall(aws, user, "lake", "namespaces/sales/tables/trips");
        expect(reply.json.error).to.include({ code: 404, message: "Table trips not found." });
    });

    it("wants a Glue action on every resource from the catalog down", async () => {
        const policy = glueEndpointPolicy(aws.account, "lake", "sales");
        const [glue] = policy.Statement;
        for (const missing of [...(glue!.Resource as string[])].slice(0, 3)) {
            const name = `no-${missing.split(":").at(-1)?.replaceAll("/", "-")}`;
            const user = userWith(aws.account, name, {
                Version: "2012-10-17",
                Statement: [
                    { ...glue, Resource: (glue!.Resource as string[]).filter((arn) => arn !== missing) },
                ],
            });
            const reply = await glueCall(aws, user, "lake", "namespaces/sales/tables/taxis");
            expect(reply.json.error.message).to.equal(
                `User: arn:aws:iam::123456789012:user/${name} is not authorized to perform: glue:GetTable on resource: ${missing} because no identity-based policy allows the glue:GetTable action`,
            );
        }
    });

    it("lets an explicit deny win", async () => {
        const user = userWith(aws.account, "denied", {
            Version: "2012-10-17",
            Statement: [
                { Effect: "Allow", Action: "*", Resource: "*" },
                {
                    Effect: "Deny",
                    Action: "glue:get*",
                    Resource: "*",
                    Condition: { StringEquals: { "aws:username": "denied" } },
                },
            ],
        });
        const reply = await glueCall(aws, user, "lake", "namespaces/sales");
        expect(reply.json.error.message).to.match(/with an explicit deny in an identity-based policy$/);
    });

    it("refuses another account's catalog by its name", async () => {
        const user = reader(readActions);
        const path = "/iceberg/v1/catalogs/999999999999:s3tablescatalog%2Flake/namespaces";
        const reply = await call(aws.endpoints.glue, user, { path });
        expect(reply.status).to.equal(403);
        expect(reply.json.error.message).to.contain("arn:aws:glue:us-east-1:999999999999:catalog");
    });

    const refused: [string, object, RegExp][] = [
        [
            "staged tables",
            { ...taxis, name: "t", "stage-create": true },
            /Staged table creation is not supported/,
        ],
        [
            "upper case in column names",
            {
                ...taxis,
                name: "t",
                schema: { type: "struct", fields: [{ id: 1, name: "Id", type: "long", required: false }] },
                "partition-spec": null,
            },
            /Invalid table or column names/,
        ],
        [
            "unknown types",
            {
                ...taxis,
                name: "t",
                schema: { type: "struct", fields: [{ id: 1, name: "id", type: "bigint", required: false }] },
                "partition-spec": null,
            },
            /Cannot parse type string to primitive: bigint/,
        ],
        ["invalid names", { ...taxis, name: "t-1" }, /The specified table name is not valid/],
    ];
    for (const [what, body, message] of refused) {
        it(`refuses ${what}`, async () => {
            const reply = await glueCall(aws, aws.deployer, "lake", "namespaces/sales/tables", {
                method: "POST",
                body,
            });
            expect(reply.status).to.equal(400);
            expect(reply.json.error.message).to.match(message);
        });
    }

    it("refuses to purge, to rename and to make views", async () => {
        const purge = await glueCall(aws, aws.deployer, "lake", "namespaces/sales/tables/taxis", {
            method: "DELETE",
            query: { purgeRequested: "true" },
        });
        expect(purge.status).to.equal(400);
        const rename = await glueCall(aws, aws.deployer, "lake", "tables/rename", {
            method: "POST",
            body: {},
        });
        expect(rename.status).to.equal(406);
        const view = await glueCall(aws, aws.deployer, "lake", "namespaces/sales/views", {
            method: "POST",
            body: {},
        });
        expect(view.status).to.equal(406);
    });

    it("drops a table only once, and a namespace only when it is empty", async () => {
        const drop = (path: string) => glueCall(aws, aws.deployer, "lake", path, { method: "DELETE" });
        expect((await drop("namespaces/sales")).status).to.equal(409);
        expect((await drop("namespaces/sales/tables/taxis")).status).to.equal(204);
        expect((await drop("namespaces/sales/tables/taxis")).status).to.equal(404);
        expect((await drop("namespaces/sales")).status).to.equal(204);
    });

    it("gives pages to a client that asks for pages", async () => {
        createNamespace(aws.account, { bucket: "lake", name: "web", createdBy: aws.deployer.arn });
        const first = await glueCall(aws, aws.deployer, "lake", "namespaces", {
            query: { pageToken: "", pageSize: "1" },
        });
        expect(first.json).to.deep.equal({ namespaces: [["sales"]], "next-page-token": "1" });
        const second = await glueCall(aws, aws.deployer, "lake", "namespaces", {
            query: { pageToken: "1", pageSize: "1" },
        });
        expect(second.json).to.deep.equal({ namespaces: [["web"]] });
    });

    it("keeps 64-bit snapshot ids exactly", async () => {
        const id = "3743903581542085424";
        const body = Buffer.from(
            `{"requirements":[],"updates":[{"action":"add-snapshot","snapshot":{"snapshot-id":${id},"timestamp-ms":1,"sequence-number":1,"summary":{"operation":"append"}}},{"action":"set-snapshot-ref","ref-name":"main","type":"branch","snapshot-id":${id}}]}`,
        );
        const path = `${prefix(aws.account, "lake")}/namespaces/sales/tables/taxis`;
        const reply = await call(aws.endpoints.glue, aws.deployer, { method: "POST", path, body });
        expect(reply.text).to.contain(`"current-snapshot-id":${id}`);
    });
});
