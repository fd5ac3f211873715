import { expect } from "chai";
import { type DoctorRequest, parseArguments } from "../../components/doctor/arguments";
import { conclude } from "../../components/doctor/conclusion";
import { wayTo } from "../../components/doctor/endpoint";
import { signingKeyOf } from "../../components/doctor/key";
import { placeOf } from "../../components/doctor/place";
import { asJson, asText } from "../../components/doctor/render";
import { findingOf, look, wrong } from "../../components/doctor/report";

const CATALOG = "doctor --host starrocks.internal --user pulumi --catalog lakehouse";

const parsed = (words: string, environment: Record<string, string> = {}) =>
    parseArguments(words.split(" ").filter(Boolean), environment);

function requested(words: string, environment?: Record<string, string>): DoctorRequest {
    const result = parsed(words, environment);
    if (result.kind !== "request") {
        throw new Error(JSON.stringify(result));
    }
    return result.request;
}

describe("The arguments of the doctor", () => {
    const problems = (words: string, environment?: Record<string, string>) => {
        const result = parsed(words, environment);
        return result.kind === "unusable" ? result.problems : [];
    };

    it("are a frontend and a catalog, and the password of the environment", () => {
        const { connection, ...request } = requested(CATALOG, { STARROCKS_PASSWORD: "secret" });
        expect(connection?.frontends).to.deep.equal([{ host: "starrocks.internal", port: 9030 }]);
        expect(connection?.password).to.equal("secret");
        expect(request).to.deep.include({ needsPassword: false, catalogName: "lakehouse" });
    });

    it("may leave out what the environment has", () => {
        const environment = { STARROCKS_HOST: "fe1,fe2:9031", STARROCKS_USER: "pulumi" };
        const { connection, needsPassword } = requested("doctor --catalog lakehouse", environment);
        expect(needsPassword).to.equal(true);
        expect(connection?.frontends).to.have.length(2);
    });

    it("never wait for what isn't there, and for a minute unless told otherwise", () => {
        const limits = (words: string) => requested(`${CATALOG} ${words}`).connection;
        expect(limits("")).to.deep.include({ startupTimeoutSeconds: 0, queryTimeoutSeconds: 60 });
        expect(limits("--timeout 5")).to.deep.include({ connectTimeoutSeconds: 5, queryTimeoutSeconds: 5 });
    });

    it("are told with no words, and with --help", () => {
        expect(parsed("").kind).to.equal("help");
        expect(parsed("doctor --help").kind).to.equal("help");
    });

    for (const option of [
        "--password=x",
        "-p",
        "--secret-access-key",
        "--access-key-id",
        "--session-token",
    ]) {
        it(`refuse ${option}, and say where a secret belongs`, () => {
            expect(problems(`${CATALOG} ${option}`)[0]).to.match(
                /is not an option, because everybody on the machine can read a command line: set STARROCKS_PASSWORD/,
            );
            expect(problems(`doctor ${option}`)[0]).to.not.contain("=x");
        });
    }

    const REFUSED: readonly [words: string, problem: RegExp, environment?: Record<string, string>][] = [
        ["doctor", /^--host is missing: a frontend, or STARROCKS_HOST; or --table-bucket/],
        ["doctor --host fe --user u", /^--catalog is missing: SHOW CATALOGS lists them/],
        ["doctor --host fe --catalog c", /^--user is missing: pass it, or set STARROCKS_USER$/],
        ["examine --host fe", /^expected one command, doctor, not examine$/],
        ["doctor --hosts fe", /Unknown option '--hosts'/],
        ["doctor --host fe --user u --catalog a-b", /^--catalog may contain only letters/],
        ["doctor --host fe --user u --catalog c --port x", /^--port must be/],
        [
            "doctor --host fe --user u --catalog c",
            /^--port must be .*, in STARROCKS_PORT$/,
            { STARROCKS_PORT: "x" },
        ],
        ["doctor --host fe --user u --catalog c --tls-ca /nowhere", /^--tls-ca can't be read: ENOENT/],
        [
            "doctor --host fe --user u --catalog c --cleartext-password",
            /^--cleartext-password .*only allowed with tls/,
        ],
        ["doctor --host fe --user u --catalog c --timeout 0", /^--timeout must be a number of seconds/],
        ["doctor --host fe --user u --catalog c --namespace a`b", /^--namespace must not be empty/],
        ["doctor --table-bucket A", /^--table-bucket /],
        ["doctor --table-bucket lake --namespace awsx", /^--namespace must not begin with "aws"/],
        ["doctor --table-bucket lake --access all", /^--access must be one of Read, Write, Manage$/],
        ["doctor --table-bucket lake --endpoint glue", /^--endpoint must be one of Glue, S3Tables$/],
        ["doctor --table-bucket lake --access-mode iam", /^--access-mode must be one of LakeFormation, Iam$/],
        [
            "doctor --table-bucket lake --principal bob",
            /^--principal must be the ARN of an IAM user or role$/,
        ],
        ["doctor --table-bucket lake --rest-endpoint glue", /^--rest-endpoint must be a URL/],
    ];
    for (const [words, problem, environment] of REFUSED) {
        it(`refuse "${words}"${environment ? " in a wrong environment" : ""}`, () => {
            const found = problems(words, environment);
            expect(
                found.some((each) => problem.test(each)),
                found.join("\n"),
            ).to.equal(true);
        });
    }
});

const REST = {
    "iceberg.catalog.type": "rest",
    "iceberg.catalog.uri": "https://glue.eu-west-1.amazonaws.com/iceberg",
};
const SIGNED = {
    ...REST,
    "iceberg.catalog.rest.sigv4-enabled": "true",
    "iceberg.catalog.rest.signing-region": "eu-west-1",
};
const key = (id: string, secret: string) => ({
    ...SIGNED,
    "iceberg.catalog.rest.access-key-id": id,
    "iceberg.catalog.rest.secret-access-key": secret,
});
const MASKED = key("AK******LE", "wJ******EY");

describe("The key with which the doctor calls", () => {
    const caller = {
        access: { region: "eu-west-1", settings: {} },
        credentials: { accessKeyId: "AKIAEXAMPLE", secretAccessKey: "wJalrEY" },
        source: "the environment",
        arn: "arn:aws:sts::123456789012:assumed-role/starrocks/i-1",
    };
    const said = (shown: Record<string, string>, signers: Parameters<typeof wayTo>[1]) => {
        const way = wayTo(shown, signers);
        return way.kind === "call" ? "call" : `${way.look.state}: ${way.look.said}`;
    };

    it("is told from variables of the frontends, from a mask, and from none", () => {
        expect(signingKeyOf(MASKED)).to.equal("masked");
        expect(signingKeyOf(key("en******ID", "en******EY"))).to.equal("environment");
        expect(signingKeyOf(key("env:KEY_ID", "env:KEY"))).to.equal("environment");
        expect(signingKeyOf(key("AKIAEXAMPLE", "wJalrEY"))).to.equal("shown");
        expect(signingKeyOf(SIGNED)).to.equal("none");
    });

    it("is the caller's, if it fits the masks", () => {
        expect(said(MASKED, { caller })).to.equal("call");
        expect(said(key("AK******XY", "wJ******EY"), { caller })).to.match(
            /^not known: .* isn't the catalog's/,
        );
        expect(said(key("AK******LE", "wJ******XX"), { caller })).to.equal(
            "wrong: the signature doesn't match",
        );
    });

    it("is that of a profile that is said to have it, or something is wrong", () => {
        expect(said(MASKED, { caller: "nobody", holder: caller })).to.equal("call");
        expect(said(key("AK******XY", "wJ******EY"), { caller, holder: caller })).to.equal(
            "wrong: the catalog has another access key",
        );
        expect(said(MASKED, { caller, holder: "no such profile" })).to.match(/^not seen: .*no such profile/);
    });

    it("is that of the principal, where the frontends sign as themselves", () => {
        const principal = "arn:aws:iam::123456789012:role/starrocks";
        expect(said(SIGNED, { caller, principal })).to.equal("call");
        expect(said(SIGNED, { caller })).to.match(/^not known: .*the frontends sign as themselves/);
        expect(said(key("en******ID", "en******EY"), { caller })).to.match(
            /^not known: .*environment of the frontends/,
        );
    });

    it("is none where the endpoint wants none", () => {
        expect(said(REST, { caller: "nobody" })).to.equal("call");
        expect(said({ ...REST, "iceberg.catalog.security": "oauth2" }, { caller })).to.match(/^not known: /);
    });
});

describe("Where a catalog reads", () => {
    const glue = { ...SIGNED, "iceberg.catalog.warehouse": "123456789012:s3tablescatalog/lake" };
    const arn = "arn:aws:s3tables:us-east-2:123456789012:bucket/lake";

    it("is told by its warehouse, with the mode that goes with it", () => {
        expect(placeOf(glue, {})).to.deep.include({
            endpoint: "Glue",
            mode: "LakeFormation",
            region: "eu-west-1",
        });
        expect(
            placeOf({ ...glue, "iceberg.catalog.vended-credentials-enabled": "false" }, {}),
        ).to.deep.include({
            mode: "Iam",
        });
        expect(placeOf({ ...SIGNED, "iceberg.catalog.warehouse": arn }, {})).to.deep.include({
            endpoint: "S3Tables",
            mode: "Iam",
            region: "us-east-2",
            tableBucketName: "lake",
        });
    });

    it("is none for a catalog of another kind", () => {
        expect(placeOf(REST, {})).to.match(/isn't one of AWS's/);
        expect(placeOf({ ...SIGNED, "iceberg.catalog.warehouse": "123456789012" }, {})).to.match(
            /no|doesn't name/,
        );
    });
});

describe("The report of the doctor", () => {
    const request = requested(CATALOG);
    const finding = findingOf({ cause: "the clock is wrong", step: "the clock", advice: "Set it." }, "403");
    const failing = {
        looks: [look("StarRocks", "wrong", "fails")],
        namespaces: [],
        hides: "Failed",
        shown: { properties: MASKED },
    };

    it("shows each look in a line, and what is wrong in the four lines of an error", () => {
        const report = conclude(
            request,
            failing,
            [wrong("endpoint", finding, "403"), look("mount", "not seen", "hidden")],
            MASKED,
        );
        expect(asText(report)).to.equal(
            [
                "Looked at catalog lakehouse on starrocks.internal:9030.",
                "",
                "  StarRocks  WRONG             fails",
                "  endpoint   WRONG             403",
                "  mount      couldn't be seen  hidden",
                "",
                "catalog lakehouse on starrocks.internal:9030 has a problem: the clock is wrong.",
                "  Seen: 403",
                "  Step to fix: the clock.",
                "  What to do: Set it.",
                "",
            ].join("\n"),
        );
    });

    it("is the same as JSON, with the exit code", () => {
        const report = conclude(request, failing, [wrong("endpoint", finding, "403")], MASKED);
        expect(JSON.parse(asJson(report))).to.deep.equal({
            format: 1,
            subject: "catalog lakehouse on starrocks.internal:9030",
            verdict: "wrong",
            exitCode: 1,
            findings: [{ cause: "the clock is wrong", seen: "403", step: "the clock", advice: "Set it." }],
            looks: [
                { subject: "StarRocks", state: "wrong", said: "fails", cause: null },
                { subject: "endpoint", state: "wrong", said: "403", cause: "the clock is wrong" },
            ],
            remarks: [],
        });
    });

    it("says where to look if the same call goes well from here", () => {
        const report = conclude(request, failing, [look("endpoint", "good", "accepts")], MASKED);
        expect(report.findings[0]!.diagnosis.cause).to.match(
            /^the frontends fail, although https:.* accepts/,
        );
    });

    it("is neither well nor unwell where nothing was proven", () => {
        expect(conclude(request, { looks: [], namespaces: [] }, []).verdict).to.equal("not seen");
        const empty = look("StarRocks", "not known", "lists no namespace");
        expect(
            conclude(request, { looks: [look("catalog", "good", ""), empty], namespaces: [] }, []).verdict,
        ).to.equal("not seen");
    });

    it("doesn't blame the way from here where StarRocks gets on with the endpoint", () => {
        const works = { looks: [look("StarRocks", "good", "lists sales")], namespaces: ["sales"] };
        const report = conclude(request, works, [look("endpoint", "not seen", "ENOTFOUND", finding)]);
        expect([report.verdict, report.findings.length]).to.deep.equal(["healthy", 0]);
    });

    it("remarks on properties that nobody reads", () => {
        const shown = { properties: { type: "iceberg", ...REST, "iceberg.catalog.warehose": "x" } };
        const works = { looks: [look("StarRocks", "good", "lists sales")], namespaces: ["sales"], shown };
        expect(conclude(request, works, [], shown.properties).remarks[0]).to.match(
            /did you mean iceberg.catalog.warehouse/,
        );
    });
});
