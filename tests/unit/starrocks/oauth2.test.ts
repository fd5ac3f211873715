import { expect } from "chai";
import { forgetSecrets, withoutSecrets } from "../../../components/common/knownSecrets";
import { togetherProblems } from "../../../components/starrocks/catalog/propertyProblems";
import { typedProperties } from "../../../components/starrocks/catalog/typedProperties";
import { TOKEN, tokenForm } from "../../../components/starrocks/preflight/oauth2";
import { restTarget } from "../../../components/starrocks/preflight/target";

const REST = {
    "iceberg.catalog.type": "rest",
    "iceberg.catalog.uri": "https://lake.acme.example/catalog/",
    "iceberg.catalog.security": "OAUTH2",
};
const accessOf = (properties: Readonly<Record<string, string>>) =>
    restTarget({ ...REST, ...properties })?.oauth2;
const OWN = "iceberg.catalog.oauth2.";

describe("How a token is had", () => {
    afterEach(forgetSecrets);

    it("is by the credential, from Iceberg's own address and with its scope unless others are named", () => {
        expect(accessOf({ [`${OWN}credential`]: "client:secret" })).to.deep.equal({
            serverUri: "https://lake.acme.example/catalog/v1/oauth/tokens",
            credential: "client:secret",
            scope: "catalog",
        });
        const named = { [`${OWN}server-uri`]: "https://login.acme.example/token", [`${OWN}scope`]: "sales" };
        expect(accessOf({ [`${OWN}credential`]: "client:secret", ...named })).to.include({
            serverUri: "https://login.acme.example/token",
            scope: "sales",
        });
    });

    it("is by a token that is there, and by Iceberg's own names as well", () => {
        expect(accessOf({ [`${OWN}token`]: "t", [`${OWN}credential`]: "c:s" })).to.deep.include({
            token: "t",
        });
        expect(accessOf({ "iceberg.catalog.credential": "c:s" })).to.deep.include({ credential: "c:s" });
    });

    it("isn't known where only the frontends have it", () => {
        expect(accessOf({})).to.equal(undefined);
        expect(accessOf({ [`${OWN}credential`]: "env:CREDENTIAL" })).to.equal(undefined);
    });

    it("asks with client id and secret, which no text shows from then on", () => {
        const access = accessOf({ [`${OWN}credential`]: "client:se:cret", [`${OWN}audience`]: "lake" })!;
        expect(Object.fromEntries(tokenForm(access))).to.deep.equal({
            grant_type: "client_credentials",
            client_id: "client",
            client_secret: "se:cret",
            scope: "catalog",
            audience: "lake",
        });
        expect(withoutSecrets("it was se:cret")).to.equal("it was [secret]");
        expect(tokenForm({ ...access, credential: "alone" }).has("client_id")).to.equal(false);
    });

    it("takes for a token what can stand in a header, and remembers it", () => {
        expect(TOKEN({ access_token: "abc.def-123" })).to.equal("abc.def-123");
        expect(withoutSecrets("abc.def-123")).to.equal("[secret]");
        for (const body of [
            null,
            "x",
            {},
            { access_token: 5 },
            { access_token: "a\r\nb" },
            { access_token: "" },
        ]) {
            expect(TOKEN(body)).to.equal(undefined);
        }
    });
});

describe("The typed arguments of OAuth2", () => {
    it("are StarRocks' properties", () => {
        const oauth2 = {
            credential: "client:secret",
            serverUri: "https://login.acme.example/token",
            scope: "sales",
            audience: "lake",
            tokenRefresh: false,
        };
        expect(typedProperties({ rest: { uri: "https://lake.acme.example", oauth2 } })).to.deep.equal({
            type: "iceberg",
            "iceberg.catalog.type": "rest",
            "iceberg.catalog.uri": "https://lake.acme.example",
            "iceberg.catalog.security": "oauth2",
            [`${OWN}credential`]: "client:secret",
            [`${OWN}server-uri`]: "https://login.acme.example/token",
            [`${OWN}scope`]: "sales",
            [`${OWN}audience`]: "lake",
            [`${OWN}token-refresh-enabled`]: "false",
        });
    });

    it("need a credential or a token, and no signature", () => {
        const keys = (properties: object) =>
            togetherProblems({ ...REST, ...properties }).map(({ key }) => key);
        expect(keys({})).to.deep.equal([`${OWN}credential`]);
        expect(keys({ [`${OWN}token`]: "t" })).to.deep.equal([]);
        expect(keys({ [`${OWN}token`]: "t", "iceberg.catalog.rest.sigv4-enabled": "true" })).to.deep.equal([
            "iceberg.catalog.security",
        ]);
    });
});
