import { rootCertificates } from "node:tls";
import { expect } from "chai";
import { connectionProblems } from "../../../components/starrocks/connection/check";
import { type ConnectionInputs, resolveConnection } from "../../../components/starrocks/connection/settings";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const CERTIFICATE = rootCertificates[0]!;

type Config = Readonly<Record<string, string>>;

function resolve(inputs: ConnectionInputs, config: Config = {}) {
    return resolveConnection(inputs, (key) => config[key]);
}

function frontends(inputs: ConnectionInputs, config: Config = {}): string[] {
    return resolve(inputs, config).frontends.map(({ host, port }) => `${host} ${port}`);
}

function problems(inputs: ConnectionInputs, config: Config = {}): string[] {
    const whole = { host: "starrocks.internal", user: "pulumi", ...inputs };
    return connectionProblems(whole, (key) => config[key]).map(
        ({ property, reason }) => `${property}: ${reason}`,
    );
}

describe("The settings of a connection", () => {
    for (const [written, expected] of [
        ["starrocks.internal", ["starrocks.internal 9030"]],
        ["starrocks.internal:9031", ["starrocks.internal 9031"]],
        ["fe1, fe2:9031,", ["fe1 9030", "fe2 9031"]],
        ["10.0.0.1:9031", ["10.0.0.1 9031"]],
        ["::1", ["::1 9030"]],
        ["[::1]:9031", ["::1 9031"]],
    ] as const) {
        it(`read the host "${written}"`, () => expect(frontends({ host: written })).to.deep.equal(expected));
    }

    it("put the port of the arguments to hosts without one", () => {
        expect(frontends({ hosts: ["fe1", "fe2:9031"], port: 9032 })).to.deep.equal(["fe1 9032", "fe2 9031"]);
    });

    it("come from the stack's configuration as far as the arguments don't give them", () => {
        const config = {
            "starrocks:host": "fe1,fe2",
            "starrocks:port": "9031",
            "starrocks:user": "pulumi",
            "starrocks:password": "secret",
            "starrocks:tls": "true",
            "starrocks:tlsCa": CERTIFICATE,
            "starrocks:cleartextPassword": "true",
        };
        expect(resolve({}, config)).to.deep.include({
            frontends: [
                { host: "fe1", port: 9031 },
                { host: "fe2", port: 9031 },
            ],
            user: "pulumi",
            password: "secret",
            tls: { ca: CERTIFICATE, verifyCertificate: true, verifyServerName: true },
            cleartextPassword: true,
        });
        expect(resolve({ host: "mine", user: "me" }, config)).to.deep.include({
            frontends: [{ host: "mine", port: 9031 }],
            user: "me",
            password: "secret",
        });
    });

    it("have no TLS unless told so", () => expect(resolve({})).to.not.have.property("tls"));

    it("verify certificate and name over TLS unless told otherwise", () => {
        expect(resolve({ tls: {} }).tls).to.include({ verifyCertificate: true, verifyServerName: true });
    });

    it("verify no name where they verify no certificate", () => {
        expect(resolve({ tls: { verifyCertificate: false } }).tls?.verifyServerName).to.equal(false);
    });

    it("wait a minute for a cluster, ten seconds for a frontend, and five minutes for an answer", () => {
        expect(resolve({})).to.include({
            startupTimeoutSeconds: 60,
            connectTimeoutSeconds: 10,
            queryTimeoutSeconds: 300,
        });
    });
});

describe("The check of a connection", () => {
    it("accepts a good one", () => expect(problems({})).to.deep.equal([]));

    const FAULTS: readonly { readonly inputs: ConnectionInputs; readonly expected: RegExp }[] = [
        {
            inputs: { host: "" },
            expected: /^connection\.host: is missing: set it, or run "pulumi config set/,
        },
        { inputs: { user: "" }, expected: /^connection\.user: is missing/ },
        {
            inputs: { port: 0 },
            expected: /^connection\.port: must be a whole number from 1 to 65535, without quotes$/,
        },
        { inputs: { host: "fe:99999" }, expected: /^connection\.host: must have a port from 1 to 65535$/ },
        {
            inputs: { host: "jdbc:mysql://fe" },
            expected: /^connection\.host: is not a host name or address/,
        },
        { inputs: { hosts: ["fe1", "fe 2"] }, expected: /^connection\.hosts\[1\]: is not a host name/ },
        {
            inputs: { host: "10.0.0.1", tls: {} },
            expected: /^connection\.host: is an address, but certificates are verified against a name/,
        },
        {
            inputs: { cleartextPassword: true },
            expected:
                /^connection\.cleartextPassword: sends the password in plain text, so it is only allowed with tls$/,
        },
        {
            inputs: { startupTimeoutSeconds: -1 },
            expected: /^connection\.startupTimeoutSeconds: must be a number from 0 to 86400, without quotes$/,
        },
        { inputs: { connectTimeoutSeconds: 0 }, expected: /^connection\.connectTimeoutSeconds: must be/ },
        {
            inputs: { queryTimeoutSeconds: Number.NaN },
            expected: /^connection\.queryTimeoutSeconds: must be/,
        },
    ];
    for (const { inputs, expected } of FAULTS) {
        it(`refuses ${JSON.stringify(inputs)}`, () => {
            const found = problems(inputs);
            expect(found).to.have.length(1);
            expect(found[0]).to.match(expected);
        });
    }

    for (const inputs of [
        { host: "10.0.0.1", tls: { verifyServerName: false } },
        { startupTimeoutSeconds: 0 },
        { cleartextPassword: true, tls: {} },
    ]) {
        it(`accepts ${JSON.stringify(inputs)}`, () => expect(problems(inputs)).to.deep.equal([]));
    }

    it("passes over what isn't known yet", () => {
        const unknown = UNKNOWN as never;
        for (const property of ["host", "hosts", "port", "user", "password", "tls", "queryTimeoutSeconds"]) {
            expect(problems({ [property]: unknown }), property).to.deep.equal([]);
        }
        expect(connectionProblems(unknown, () => undefined)).to.deep.equal([]);
    });
});
