import { specialSecretSig, specialSigKey } from "@pulumi/pulumi/runtime";
import { expect } from "chai";
import { UNKNOWN } from "../../../components/common/unknown";
import { marked, secret, withoutMarks } from "../../../components/hosts/plugin/secretMarks";

describe("The marks of secrets between the engine and the plugin", () => {
    it("are taken off on every level, and what isn't known stays so", () => {
        const given = {
            connection: secret({ host: "fe", password: secret("geheim") }),
            namespaces: [secret("sales"), "web"],
            comment: UNKNOWN,
            adopt: null,
        };
        expect(withoutMarks(given)).to.deep.equal({
            connection: { host: "fe", password: "geheim" },
            namespaces: ["sales", "web"],
            comment: UNKNOWN,
            adopt: null,
        });
    });

    it("are put on what was a secret where it came from, and on nothing beside it", () => {
        const result = marked(
            { comment: "hidden", connection: { host: "fe", user: "root" }, namespaces: ["a", "b"] },
            {
                comment: secret("hidden"),
                connection: { host: "fe", user: secret("root") },
                namespaces: ["a", secret("b")],
            },
        );
        expect(result).to.deep.equal({
            comment: secret("hidden"),
            connection: { host: "fe", user: secret("root") },
            namespaces: secret(["a", "b"]),
        });
    });

    it("are put on credentials that a program gives in clear", () => {
        const result = marked({
            connection: { user: "root", password: "geheim" },
            awsProvider: { accessKey: "AKIA", secretKey: "geheim", token: "geheim" },
            properties: {
                "aws.s3.access_key": "AKIA",
                "aws.s3.secret_key": "geheim",
                "iceberg.catalog.oauth2.token": "t",
            },
        });
        expect(result).to.deep.equal({
            connection: { user: "root", password: secret("geheim") },
            awsProvider: { accessKey: "AKIA", secretKey: secret("geheim"), token: secret("geheim") },
            properties: {
                "aws.s3.access_key": "AKIA",
                "aws.s3.secret_key": secret("geheim"),
                "iceberg.catalog.oauth2.token": secret("t"),
            },
        });
    });

    it("are not doubled", () => {
        const mark = { [specialSigKey]: specialSecretSig, value: "geheim" };
        const connection = { password: mark };
        expect(marked({ connection }, { connection })).to.deep.equal({ connection });
    });
});
