import { expect } from "chai";
import { FakeCatalog } from "../../conformance/rest/catalog";
import { newTableMetadata, publishedMetadata } from "../../sandbox/aws/iceberg/metadata";
import { FakeServer } from "./starrocksFixtures";

/**
 * What Iceberg's library demands of table metadata (Iceberg specification, "Table Metadata Fields"), and
 * `properties`, without which a frontend was seen to refuse a table.
 */
const REQUIRED = [
    "format-version",
    "table-uuid",
    "location",
    "last-sequence-number",
    "last-updated-ms",
    "last-column-id",
    "schemas",
    "current-schema-id",
    "partition-specs",
    "default-spec-id",
    "last-partition-id",
    "sort-orders",
    "default-sort-order-id",
    "properties",
];

const DEFINITION = {
    name: "orders",
    schema: { type: "struct", fields: [{ id: 1, name: "id", required: false, type: "long" }] },
    "partition-spec": {
        "spec-id": 0,
        fields: [{ name: "id", transform: "identity", "source-id": 1, "field-id": 1000 }],
    },
    properties: { "format-version": "2" },
};

/** What the REST servers of the tests answer to who makes a table, and to who loads it then. */
const ANSWERS: Record<string, (method: "GET" | "POST") => Promise<object>> = {
    "AWS's endpoints": async () => {
        const { schema, properties, "partition-spec": spec } = DEFINITION;
        const table = { uuid: "u", location: "s3://lake/orders", now: 0, spec, properties };
        return publishedMetadata(
            newTableMetadata({ ...table, schema: { ...schema, type: "struct", "schema-id": 0 } }),
        );
    },
    "the small server of the unit tests": async (method) => {
        const server = await FakeServer.start();
        try {
            const tables = `${server.address}/iceberg/v1/namespaces/db1/tables`;
            const made = await fetch(tables, { method: "POST", body: JSON.stringify(DEFINITION) });
            const answer = method === "POST" ? made : await fetch(`${tables}/${DEFINITION.name}`);
            return ((await answer.json()) as { metadata: object }).metadata;
        } finally {
            await server.close();
        }
    },
    "the server of the conformance cases": async (method) => {
        const catalog = new FakeCatalog();
        const made = catalog.answer("POST", "namespaces/db1/tables", JSON.stringify(DEFINITION));
        const answer =
            method === "POST" ? made : catalog.answer("GET", `namespaces/db1/tables/${DEFINITION.name}`, "");
        return (answer.body as { metadata: object }).metadata;
    },
};

for (const [server, answer] of Object.entries(ANSWERS)) {
    describe(`The table metadata of ${server}`, () => {
        for (const [who, method] of Object.entries({ makes: "POST", loads: "GET" } as const)) {
            it(`has all that a real frontend asks for when it ${who} a table`, async () => {
                expect(await answer(method)).to.include.all.keys(REQUIRED);
            });
        }
    });
}
