import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { type MockedResource, mockProgram } from "../../../components/testing";
import { StarRocksCatalog, type StarRocksCatalogArgs } from "../../../index";

async function catalogOf(args: () => Partial<StarRocksCatalogArgs>): Promise<MockedResource> {
    const program = await mockProgram(() => {
        const connection = { host: "starrocks.internal", user: "pulumi" };
        new StarRocksCatalog("lake", { catalogName: "lake", connection, ...args() });
    });
    return program.resource("lake");
}

const TENANT = "iceberg.catalog.header.x-tenant";
const API_KEY = "iceberg.catalog.header.x-api-key";
const WAREHOUSE = "iceberg.catalog.warehouse";

describe("A value of a catalog that the program marks secret", () => {
    it("is named to the provider, which gets it in clear, whatever its key is", async () => {
        const { inputs, secrets } = await catalogOf(() => ({
            rest: { uri: "https://rest.example", warehouse: pulumi.secret("hidden") },
            properties: {
                [TENANT]: pulumi.secret("hidden"),
                [API_KEY]: pulumi.secret("key"),
                type: "iceberg",
            },
        }));
        expect(inputs.secretProperties).to.deep.equal([WAREHOUSE, TENANT]);
        expect(secrets).to.include.members([`properties["${TENANT}"]`, `properties["${WAREHOUSE}"]`]);
    });

    it("is named whatever argument it is, but for those that are secret anyway", async () => {
        const { inputs } = await catalogOf(() => ({
            connection: {
                hosts: ["one", pulumi.secret("two")],
                user: pulumi.secret("ada"),
                password: pulumi.secret("pass"),
                tls: { verifyServerName: pulumi.secret(false) },
            },
            comment: pulumi.secret("hidden"),
            rest: { uri: "https://rest.example" },
        }));
        expect(inputs.secretInputs).to.have.members([
            "connection.hosts.1",
            "connection.user",
            "connection.tls.verifyServerName",
            "comment",
        ]);
    });

    it("is the only reason to name any, so that other catalogs stay as they were", async () => {
        const { inputs, secrets } = await catalogOf(() => ({
            rest: { uri: "https://rest.example" },
            properties: { [API_KEY]: "key", [TENANT]: pulumi.output("plain"), type: "iceberg" },
        }));
        expect(inputs).to.not.have.any.keys("secretProperties", "secretInputs");
        expect(secrets).to.deep.equal([`properties["${API_KEY}"]`]);
    });
});
