import * as mysql from "@pulumi/mysql";
import { expect } from "chai";
import { connectionFromProvider, StarRocksCatalog } from "../../../index";
import { isSecretInput, named, register } from "../support/mockProgram";

interface Connection {
    readonly host?: string;
    readonly user?: string;
    readonly password?: unknown;
    readonly tls?: object;
    readonly cleartextPassword?: boolean;
}

/** The connection of a catalog that is given a provider of @pulumi/mysql. */
async function connectionOf(args: mysql.ProviderArgs): Promise<Connection> {
    const resources = await register({}, () => {
        const provider = new mysql.Provider("starrocks", args);
        new StarRocksCatalog("lake", { catalogName: "lake", connection: connectionFromProvider(provider) });
    });
    return named(resources, "lake").inputs.connection as Connection;
}

const ARGS = { endpoint: "starrocks.internal:9031", username: "pulumi", password: "swordfish" };

describe("A provider of @pulumi/mysql as carrier of a connection", () => {
    it("gives its endpoint and user", async () => {
        expect(await connectionOf(ARGS)).to.include({ host: "starrocks.internal:9031", user: "pulumi" });
    });

    it("gives its password as a secret", async () => {
        const { password } = await connectionOf(ARGS);
        expect(isSecretInput(password)).to.equal(true);
        expect(password).to.include({ value: "swordfish" });
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

    it("sends the password in clear only where the provider does", async () => {
        expect((await connectionOf(ARGS)).cleartextPassword).to.equal(false);
        const clear = { ...ARGS, tls: "true", authenticationPlugin: "cleartext" };
        expect((await connectionOf(clear)).cleartextPassword).to.equal(true);
    });
});
