import { expect } from "chai";
import {
    isCredentialKey,
    isMask,
    masked,
    printable,
    secretValues,
    showsValue,
} from "../../../components/starrocks/masking";

const SECRET = "iceberg.catalog.rest.secret-access-key";
const KEY_ID = "iceberg.catalog.rest.access-key-id";

describe("The mask of a credential", () => {
    for (const [value, mask] of [
        ["", "******"],
        ["abcd", "******"],
        ["abcde", "ab******de"],
        ["AKIAIOSFODNN7EXAMPLE", "AK******LE"],
    ] as const) {
        it(`of "${value}" is "${mask}"`, () => expect(masked(value)).to.equal(mask));
    }

    it("shows the wanted credential if it fits", () => {
        expect(showsValue(SECRET, "wJalrXUtnFEMIEY", "wJ******EY")).to.equal(true);
    });

    it("shows another one if it doesn't fit", () => {
        expect(showsValue(SECRET, "wJalrXUtnFEMIEY", "zz******EY")).to.equal(false);
    });

    it("is no mask in a property that StarRocks never masks", () => {
        expect(showsValue("aws.s3.region", "eu-west-1", "eu******-1")).to.equal(false);
    });

    it("is recognised, so that it is never sent as a credential", () => {
        expect(isMask(SECRET, "wJ******EY")).to.equal(true);
        expect(isMask(SECRET, "******")).to.equal(true);
        expect(isMask("aws.s3.session_token", "******")).to.equal(true);
        expect(isMask(SECRET, "wJalrXUtnFEMIEY")).to.equal(false);
        expect(isMask("aws.s3.region", "******")).to.equal(true);
        expect(isMask("aws.s3.region", "eu******-1")).to.equal(false);
    });
});

describe("A property's value in a message", () => {
    it("is masked as StarRocks masks it", () => {
        expect(printable(SECRET, "wJalrXUtnFEMIEY")).to.equal("wJ******EY");
    });

    it("is hidden wholly where StarRocks would print a credential in clear", () => {
        expect(printable("iceberg.catalog.rest.session-token", "FwoGZXIvYXdzEBY")).to.equal("******");
    });

    it("stays as it is where it is a mask", () => {
        for (const mask of ["******", "wJ******EY"]) {
            expect(printable(SECRET, mask)).to.equal(mask);
        }
    });

    it("is hidden wholly where the program marks it secret, whatever it is called", () => {
        expect(printable("aws.s3.endpoint", "https://hidden.example", ["aws.s3.endpoint"])).to.equal(
            "******",
        );
    });

    it("loses the password of an address", () => {
        const shown = (uri: string) => printable("iceberg.catalog.uri", uri);
        expect(shown("https://ada:an%40lytical@rest.example/p?q")).to.equal(
            "https://ada:******@rest.example/p?q",
        );
        expect(shown("https://a-token@rest.example/p")).to.equal("https://******@rest.example/p");
        expect(shown("https://:hunter2@rest.example")).to.equal("https://:******@rest.example");
        expect(shown("https://rest.example:8181/a@b")).to.equal("https://rest.example:8181/a@b");
    });

    it("is printed where it is no credential", () => {
        expect(printable("aws.s3.region", "eu-west-1")).to.equal("eu-west-1");
    });
});

describe("A credential among the properties", () => {
    for (const key of [
        SECRET,
        "iceberg.catalog.rest.session-token",
        "aws.s3.secret_key",
        "iceberg.catalog.oauth2.credential",
        "iceberg.catalog.header.Authorization",
        "ICEBERG.CATALOG.REST.SECRET-ACCESS-KEY",
        "iceberg.catalog.header.x-api-key",
        "header.api-key",
        "ranger.plugin.keystore.passphrase",
        "iceberg.catalog.header.Cookie",
        "azure.blob.account_key",
    ]) {
        it(`is ${key}`, () => expect(isCredentialKey(key)).to.equal(true));
    }

    for (const key of [
        KEY_ID,
        "aws.s3.access_key",
        "aws.s3.region",
        "aws.s3.use_web_identity_token_file",
        "iceberg.catalog.uri",
        "iceberg.catalog.vended-credentials-enabled",
        "iceberg.catalog.client.credentials-provider",
        "type",
    ]) {
        it(`is not ${key}`, () => expect(isCredentialKey(key)).to.equal(false));
    }
});

describe("What must be in no text", () => {
    it("is each credential, each value that is marked secret, and each password of an address", () => {
        const properties = {
            [SECRET]: "wJalrXUtnFEMIEY",
            [KEY_ID]: "AKIAIOSFODNN7EXAMPLE",
            "iceberg.catalog.uri": "https://ada:an%40lytical@rest.example",
            "iceberg.catalog.oauth2.server-uri": "https://a-token@login.example",
            "iceberg.catalog.header.x-tenant": "marked",
            "aws.s3.session_token": "******",
            type: "iceberg",
        };
        expect(secretValues(properties, ["iceberg.catalog.header.x-tenant"])).to.deep.equal([
            "wJalrXUtnFEMIEY",
            "an%40lytical",
            "an@lytical",
            "a-token",
            "a-token",
            "marked",
        ]);
    });
});
