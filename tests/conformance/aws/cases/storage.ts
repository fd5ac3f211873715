import { createUser } from "../../../sandbox/aws/account/iamPrincipals";
import type { Table } from "../../../sandbox/aws/account/s3tablesState";
import { makeTable, type Reply } from "../../../unit/sandbox/awsSupport";
import type { Bench, FactGroup, Verdict } from "../facts";
import { requests } from "../httpSteps";
import { account, firstOf, holds, remove, up } from "../steps";
import { lakeByHand } from "./byHand";
import { ACCOUNT, BUCKET } from "./resources";

const PART = 5 * 1024 * 1024;
const tag = (text: string, name: string) => new RegExp(`<${name}>(.*?)</${name}>`).exec(text)?.[1] ?? "";
const status = (what: string, expected: number, { status: got, text }: Reply): Verdict =>
    got === expected ? undefined : `${what}: expected ${expected}, got ${got} ${text}`;

const prepare = account("set up the lake and a table", (where, { aws }) => {
    lakeByHand(where);
    makeTable(aws, "orders");
    createUser(where, { name: "starrocks" });
});

const tableIn = ({ aws }: Bench): Table => aws.account.tables.get("lake/sales/orders")!;
const bucketOf = (table: Table) => table.warehouseLocation.slice("s3://".length);
const pathIn = (bench: Bench) => `/${bucketOf(tableIn(bench))}/data/one.parquet`;

/** Begins an upload, sends the parts, and ends it as told. */
const upload = (sizes: readonly number[], end: "complete" | "abort", expected: number) =>
    requests(`upload ${sizes.length} parts and ${end}`, async (send, bench) => {
        const path = pathIn(bench);
        const s3 = (method: string, query: Record<string, string>, body?: unknown) =>
            send("s3", { method, path, query, body, service: "s3" });
        const begun = await s3("POST", { uploads: "" });
        const uploadId = tag(begun.text, "UploadId");
        const parts: string[] = [];
        for (const [index, size] of sizes.entries()) {
            const partNumber = String(index + 1);
            const sent = await s3("PUT", { partNumber, uploadId }, Buffer.alloc(size, index));
            parts.push(
                `<Part><PartNumber>${partNumber}</PartNumber><ETag>${sent.headers.get("etag")}</ETag></Part>`,
            );
        }
        const list = `<CompleteMultipartUpload>${parts.join("")}</CompleteMultipartUpload>`;
        const ended =
            end === "abort"
                ? await s3("DELETE", { uploadId })
                : await s3("POST", { uploadId }, Buffer.from(list));
        const again = await s3("POST", { uploadId }, Buffer.from(list));
        return firstOf([
            status("begin", 200, begun),
            status(end, expected, ended),
            expected < 400 ? status("complete again", 404, again) : undefined,
        ]);
    });

const contentIn = (length: number | undefined) =>
    account("look at the object", (where, bench) => {
        const found = where.objects.get(bucketOf(tableIn(bench)))?.get("data/one.parquet")?.length;
        if (found !== length) {
            throw new Error(`expected ${length} bytes, got ${found}`);
        }
    });

const DOCUMENTED = "S3 user guide, multipart upload overview; Tables: actions of s3tables:PutTableData";
const CONFLICT =
    /^failed: .*ConflictException: The bucket is in a transitional state because of a previous deletion attempt/s;

export const STORAGE: FactGroup = {
    title: "Table buckets and S3",
    facts: [
        {
            fact: "the name of a deleted table bucket can't be taken again at once, and the provider doesn't try again",
            source: "seen: ConflictException of CreateTableBucket",
            steps: [
                up(BUCKET, "created"),
                remove("bucket", "deleted"),
                account("the name is in transition", (_, { aws }) => {
                    aws.faults.bucketNameInTransition = 1;
                }),
                up(BUCKET, { result: CONFLICT, logs: [/^error: \[ERROR\] .*ConflictException/s] }),
                up(BUCKET, "created"),
            ],
        },
        {
            fact: "an object can be uploaded in parts",
            source: DOCUMENTED,
            steps: [prepare, upload([PART, 3], "complete", 200), contentIn(PART + 3)],
        },
        {
            fact: "an upload that was aborted leaves nothing",
            source: DOCUMENTED,
            steps: [prepare, upload([3], "abort", 204), contentIn(undefined)],
        },
        {
            fact: "all parts but the last have 5 MiB",
            source: DOCUMENTED,
            steps: [prepare, upload([3, 3], "complete", 400), contentIn(undefined)],
        },
        {
            fact: "an upload in parts needs PutTableData like any other",
            source: DOCUMENTED,
            steps: [
                prepare,
                requests(
                    "begin an upload without any right",
                    async (send, bench) => {
                        const request = { method: "POST", path: pathIn(bench), query: { uploads: "" } };
                        const refused = await send("s3", { ...request, service: "s3" });
                        return firstOf([
                            status("begin", 403, refused),
                            tag(refused.text, "Message").includes("s3tables:PutTableData")
                                ? undefined
                                : refused.text,
                        ]);
                    },
                    "starrocks",
                ),
                holds("the uploads", 0, ({ uploads }) => uploads.size),
            ],
        },
        {
            fact: "PyIceberg asks for purging as purgeRequested=True",
            source: "pyiceberg 0.12, catalog/rest",
            steps: [
                prepare,
                requests("drop the table on S3 Tables' own endpoint", async (send) => {
                    const prefix = encodeURIComponent(`arn:aws:s3tables:us-east-1:${ACCOUNT}:bucket/lake`);
                    const dropped = await send("s3tables", {
                        method: "DELETE",
                        path: `/iceberg/v1/${prefix}/namespaces/sales/tables/orders`,
                        query: { purgeRequested: "True" },
                        service: "s3tables",
                    });
                    return status("drop", 204, dropped);
                }),
            ],
        },
    ],
};
