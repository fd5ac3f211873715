import * as mysql from "@pulumi/mysql";
import { expect } from "chai";
import { type MockedResource, mockProgram } from "../../../components/testing";
import { connectionFromProvider, StarRocksCatalog } from "../../../index";
import { refusal } from "../support/integrationProgram";

interface Connection {
    readonly host?: string;
    readonly user?: string;
    readonly password?: string;
    readonly tls?: object;
    readonly cleartextPassword?: boolean;
}

/** A catalog that is given a provider of @pulumi/mysql. */
async function catalogOf(args: mysql.ProviderArgs): Promise<MockedResource> {
    const program = await mockProgram(() => {
        const provider = new mysql.Provider("starrocks", args);
        new StarRocksCatalog("lake", {
            catalogName: "lake",
            connection: connectionFromProvider(provider),
            properties: { "iceberg.catalog.type": "rest" },
        });
    });
    return program.resource("lake");
}

async function connectionOf(args: mysql.ProviderArgs): Promise<Connection> {
    return (await catalogOf(args)).inputs.connection as Connection;
}

const ARGS = { endpoint: "starrocks.internal:9031", username: "pulumi", password: "swordfish" };

describe("A provider of @pulumi/mysql as carrier of a connection", () => {
    it("gives its endpoint and user", async () => {
        expect(await connectionOf(ARGS)).to.include({ host: "starrocks.internal:9031", user: "pulumi" });
    });

    it("gives its password as a secret", async () => {
        const { inputs, secrets } = await catalogOf(ARGS);
        expect((inputs.connection as Connection).password).to.equal("swordfish");
        expect(secrets).to.include("connection.password");
    });

    it("has no TLS where the provider has none", async () => {
        expect(await connectionOf({ ...ARGS, tls: "false" })).to.not.have.property("tls");
    });

    it("verifies where the provider does", async () => {
        expect((await connectionOf({ ...ARGS, tls: "true" })).tls).to.deep.equal({});
    });

    it("doesn't verify where the provider doesn't", async () => {
        expect((await connectionOf({ ...ARGS, tls: "skip-verify" })).tls).to.deep.equal({
            verifyCertificate: false,
        });
    });

    it("is refused where it says something else, which may not end in a connection in clear", async () => {
        for (const tls of ["True", "custom", "__proto__"]) {
            expect(await refusal(connectionOf({ ...ARGS, tls }))).to.match(
                /tls: must be one of true, skip-verify, false/,
            );
        }
    });

    it("sends the password in clear only where the provider does", async () => {
        expect((await connectionOf(ARGS)).cleartextPassword).to.equal(false);
        const clear = { ...ARGS, tls: "true", authenticationPlugin: "cleartext" };
        expect((await connectionOf(clear)).cleartextPassword).to.equal(true);
    });
});
