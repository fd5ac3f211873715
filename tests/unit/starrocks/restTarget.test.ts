import { expect } from "chai";
import { restTarget } from "../../../components/starrocks/preflight/target";

const GLUE: Readonly<Record<string, string>> = {
    "iceberg.catalog.type": "rest",
    "iceberg.catalog.uri": "https://glue.eu-west-1.amazonaws.com/iceberg/",
    "iceberg.catalog.warehouse": "123456789012:s3tablescatalog/lake",
    "iceberg.catalog.rest.sigv4-enabled": "true",
    "iceberg.catalog.rest.signing-name": "glue",
    "iceberg.catalog.rest.signing-region": "eu-west-1",
    "iceberg.catalog.rest.access-key-id": "AKIAIOSFODNN7EXAMPLE",
    "iceberg.catalog.rest.secret-access-key": "secret",
};

function target(changes: Readonly<Record<string, string | undefined>> = {}) {
    const properties = Object.entries({ ...GLUE, ...changes }).filter(([, value]) => value !== undefined);
    return restTarget(Object.fromEntries(properties) as Record<string, string>);
}

describe("What is needed to call a catalog's endpoint", () => {
    it("is in the properties where they hold the key that signs", () => {
        expect(target()).to.deep.include({
            uri: "https://glue.eu-west-1.amazonaws.com/iceberg",
            warehouse: "123456789012:s3tablescatalog/lake",
            name: "Glue",
            signature: {
                service: "glue",
                region: "eu-west-1",
                credentials: { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "secret" },
            },
        });
    });

    it("has the session token of a temporary key", () => {
        const { signature } = target({ "iceberg.catalog.rest.session-token": "token" })!;
        expect(signature?.credentials.sessionToken).to.equal("token");
    });

    it("has StarRocks' own default where no service is named", () => {
        expect(target({ "iceberg.catalog.rest.signing-name": undefined })?.signature?.service).to.equal(
            "execute-api",
        );
    });

    for (const [why, changes] of [
        ["the key is the frontends' own", { "iceberg.catalog.rest.access-key-id": undefined }],
        ["the key is in the frontends' environment", { "iceberg.catalog.rest.access-key-id": "env:KEY" }],
        [
            "the secret is in the frontends' environment",
            { "iceberg.catalog.rest.secret-access-key": "env:SECRET" },
        ],
        ["the Region is the frontends' own", { "iceberg.catalog.rest.signing-region": undefined }],
        ["the catalog isn't REST", { "iceberg.catalog.type": "glue" }],
        ["there is no address", { "iceberg.catalog.uri": undefined }],
        ["the address is none", { "iceberg.catalog.uri": "nowhere" }],
        [
            "another way proves who calls",
            { "iceberg.catalog.rest.sigv4-enabled": undefined, "iceberg.catalog.security": "oauth2" },
        ],
    ] as const) {
        it(`isn't there if ${why}`, () => expect(target(changes)).to.equal(undefined));
    }

    it("has no signature where requests are not signed", () => {
        expect(target({ "iceberg.catalog.rest.sigv4-enabled": "false" })).to.not.have.property("signature");
    });

    it("has the catalog's own time-outs, so that a call from here waits no longer than one of StarRocks", () => {
        expect(
            target({
                "iceberg.catalog.rest.client.connection-timeout-ms": "1000",
                "iceberg.catalog.rest.client.socket-timeout-ms": "2000",
            }),
        ).to.include({ connectionTimeoutMs: 1000, socketTimeoutMs: 2000 });
    });

    it("asks for credentials for the data, unless told otherwise", () => {
        expect(target()).to.include({ asksForCredentials: true, needsVendedCredentials: true });
        expect(target({ "iceberg.catalog.vended-credentials-enabled": "false" })).to.include({
            asksForCredentials: false,
            needsVendedCredentials: false,
        });
    });

    it("doesn't need credentials for the data where the catalog has its own", () => {
        expect(target({ "aws.s3.access_key": "AKIA" })?.needsVendedCredentials).to.equal(false);
    });
});
