import { expect } from "chai";
import { withSession } from "../../components/starrocks/connection/session";
import type { TlsInputs } from "../../components/starrocks/connection/settings";
import { type ConnectionInputs, resolveConnection } from "../../components/starrocks/connection/settings";
import { type StarRocksFrontend, startStarRocks } from "../sandbox/starrocks";
import { type Authority, makeAuthority } from "./support/certificates";
import { describeEmbedded, failure } from "./support/lake";

describeEmbedded("The connection to StarRocks over TLS", () => {
    let authority: Authority;
    let frontend: StarRocksFrontend;
    const others: StarRocksFrontend[] = [];

    before(async () => {
        authority = makeAuthority("an authority");
        frontend = await startStarRocks({
            tls: authority.issue(["localhost"]),
            ldapPasswords: { ada: "analytical" },
        });
        const root = resolveConnection(
            { host: "127.0.0.1", port: frontend.port, user: "root" },
            () => undefined,
        );
        await withSession(root, (session) =>
            session.query("CREATE USER ada IDENTIFIED WITH authentication_ldap_simple AS 'uid=ada'"),
        );
    });
    after(async () => {
        for (const each of [frontend, ...others]) {
            await each?.close();
        }
    });

    const another = async (...options: Parameters<typeof startStarRocks>) => {
        others.push(await startStarRocks(...options));
        return others.at(-1)!;
    };
    const connect = (inputs: ConnectionInputs, { port } = frontend) =>
        withSession(
            resolveConnection(
                { host: "localhost", port, user: "root", startupTimeoutSeconds: 0, ...inputs },
                () => undefined,
            ),
            async (session) => {
                const [row] = await session.query("SELECT CURRENT_USER()");
                return Object.values(row!)[0];
            },
        );
    const trusting = (tls: TlsInputs = {}): { tls: TlsInputs } => ({ tls: { ca: authority.cert, ...tls } });

    it("is made to a server whose authority is given and whose name is right", async () => {
        expect(await connect(trusting())).to.equal("'root'@'%'");
    });

    it("is refused to a server of an authority that isn't trusted, with what to do", async () => {
        expect(await failure(connect({ tls: {} }))).to.match(
            /its certificate isn't signed by an authority trusted here; set that authority's certificate as tls\.ca \(HANDSHAKE_SSL_ERROR/,
        );
    });

    it("is refused to a server whose certificate is for another name, with what to do", async () => {
        const other = await another({ tls: authority.issue(["starrocks.example"]) });
        expect(await failure(connect(trusting(), other))).to.match(
            /its certificate is for another name; use a name in the certificate as the host, or set tls\.verifyServerName to false/,
        );
    });

    it("is made to such a server if the name is not to be verified", async () => {
        const other = await another({ tls: authority.issue(["starrocks.example"]) });
        expect(await connect(trusting({ verifyServerName: false }), other)).to.equal("'root'@'%'");
    });

    it("is made to any server if the certificate is not to be verified", async () => {
        const other = await another({ tls: makeAuthority("nobody").issue(["starrocks.example"]) });
        expect(await connect({ tls: { verifyCertificate: false } }, other)).to.equal("'root'@'%'");
    });

    it("is refused to a server whose certificate has expired, with what to do", async () => {
        const other = await another({ tls: authority.issue(["localhost"], { expired: true }) });
        expect(await failure(connect(trusting(), other))).to.match(
            /its certificate is not valid at this time; renew it, and check the clock here/,
        );
    });

    it("is refused to a server without TLS, and never goes on in clear", async () => {
        const plain = await another({});
        expect(await failure(connect({ tls: { verifyCertificate: false } }, plain))).to.match(
            /it doesn't offer TLS; set ssl_keystore_location in its fe\.conf, or omit tls here/,
        );
        expect(plain.statements).to.deep.equal([]);
    });

    it("carries a password in clear for an LDAP user", async () => {
        const ada = { user: "ada", password: "analytical", cleartextPassword: true };
        expect(await connect({ ...ada, ...trusting() })).to.match(/ada/);
    });

    it("is what an LDAP user is told to use", async () => {
        const ada = { user: "ada", password: "analytical" };
        expect(await failure(connect({ ...ada, ...trusting() }))).to.match(
            /it requires the password in plain text \(LDAP\); set cleartextPassword, together with tls/,
        );
    });

    it("is needed for a password in clear, which never goes over a plain connection", async () => {
        const ada = { user: "ada", password: "analytical", cleartextPassword: true };
        expect(await failure(connect(ada))).to.match(/it requires the password in plain text/);
    });
});
