import { createHash } from "node:crypto";
import { Sha256 } from "@aws-crypto/sha256-js";
import { SignatureV4 } from "@smithy/signature-v4";
import { expect } from "chai";
import type { Connection } from "mysql2/promise";
import { type StarRocksFrontend, type StarRocksVersion, startStarRocks } from "../../sandbox/starrocks";
import {
    connect,
    createCatalog,
    FakeServer,
    glueProperties,
    icebergError,
    outcome,
} from "./starrocksFixtures";

const NOW = new Date("2026-11-24T12:00:00Z");
const FAILED =
    "1064/HY000 connector create failed {Failed to init connector [type: iceberg, name: x]. msg: Failed to load rest catalog}";
const KEY = "iceberg.catalog.rest.access-key-id";
const SECRET = "iceberg.catalog.rest.secret-access-key";
const REGION = "iceberg.catalog.rest.signing-region";

let server: FakeServer;
let frontend: StarRocksFrontend;
let client: Connection;

async function start(version: StarRocksVersion): Promise<void> {
    server = await FakeServer.start();
    frontend = await startStarRocks({ version, now: () => NOW });
    client = await connect(frontend);
}

async function stop(): Promise<void> {
    client?.destroy();
    await frontend?.close();
    await server?.close();
}

function create(changes: Record<string, string | undefined>): Promise<string | unknown[][]> {
    return outcome(client, createCatalog("x", { ...glueProperties(server), ...changes }));
}

/** Key id, Region and service of the last signature. */
function scope(): string | undefined {
    return /Credential=(.*)\/aws4_request/.exec(server.requests.at(-1)?.headers.authorization ?? "")?.[1];
}

describe("StarRocks sandbox: how a catalog's requests are signed", () => {
    beforeEach(() => start("4.1"));
    afterEach(stop);

    const CREDENTIALS = {
        AWS_ACCESS_KEY_ID: "AKIACHAIN",
        AWS_SECRET_ACCESS_KEY: "s",
        AWS_SESSION_TOKEN: "t",
    };
    const NO_KEYS = { [KEY]: undefined, [SECRET]: undefined };

    const SCOPES: [
        title: string,
        changes: Record<string, string | undefined>,
        environment: Record<string, string>,
        scope: string | undefined,
    ][] = [
        ["static keys", {}, {}, "AKIAIOSFODNN7EXAMPLE/20261124/us-east-1/glue"],
        [
            "no signing-name",
            { "iceberg.catalog.rest.signing-name": undefined },
            {},
            "AKIAIOSFODNN7EXAMPLE/20261124/us-east-1/execute-api",
        ],
        [
            "no signing-region, but AWS_REGION",
            { [REGION]: undefined },
            { AWS_REGION: "eu-west-1" },
            "AKIAIOSFODNN7EXAMPLE/20261124/eu-west-1/glue",
        ],
        [
            "env: values",
            { [KEY]: "env:K", [SECRET]: "env:S" },
            { K: "AKIAENV", S: "s" },
            "AKIAENV/20261124/us-east-1/glue",
        ],
        [
            "env: values of unset variables",
            { [KEY]: "env:K", [SECRET]: "env:S" },
            CREDENTIALS,
            "AKIACHAIN/20261124/us-east-1/glue",
        ],
        ["the default chain", NO_KEYS, CREDENTIALS, "AKIACHAIN/20261124/us-east-1/glue"],
        [
            "keys without their prefix",
            { ...NO_KEYS, "rest.access-key-id": "AKIABARE", "rest.secret-access-key": "s" },
            {},
            "AKIABARE/20261124/us-east-1/glue",
        ],
        ["sigv4-enabled other than true", { "iceberg.catalog.rest.sigv4-enabled": "maybe" }, {}, undefined],
        [
            "auth.type sigv4",
            { "iceberg.catalog.rest.sigv4-enabled": undefined, "iceberg.catalog.rest.auth.type": "sigv4" },
            {},
            "AKIAIOSFODNN7EXAMPLE/20261124/us-east-1/glue",
        ],
    ];
    for (const [title, changes, environment, expected] of SCOPES) {
        it(`signs with ${title} as ${expected ?? "nobody"}`, async () => {
            Object.assign(frontend.environment, environment);
            expect(await create(changes)).to.equal("OK");
            expect(scope()).to.equal(expected);
        });
    }

    const UNSIGNABLE: [title: string, changes: Record<string, string | undefined>][] = [
        ["no signing-region and no AWS_REGION", { [REGION]: undefined }],
        ["no keys anywhere", NO_KEYS],
        ["blank keys", { [KEY]: "", [SECRET]: "" }],
        ["an access key alone", { [SECRET]: undefined }],
        ["env: of one unset variable", { [SECRET]: "env:NOWHERE" }],
    ];
    for (const [title, changes] of UNSIGNABLE) {
        it(`sends nothing with ${title}`, async () => {
            expect(await create(changes)).to.equal(FAILED);
            expect(server.requests).to.deep.equal([]);
        });
    }

    it("gives the signature of an AWS signer", async () => {
        server.prefix = "catalogs/123456789012:s3tablescatalog%2Flake";
        await create({});
        await outcome(client, "SHOW DATABASES FROM x");
        const { url, headers } = server.requests.at(-1)!;
        const { authorization, connection: _, "content-length": __, "user-agent": ___, ...signed } = headers;
        const signer = new SignatureV4({
            service: "glue",
            region: "us-east-1",
            sha256: Sha256,
            credentials: {
                accessKeyId: "AKIAIOSFODNN7EXAMPLE",
                secretAccessKey: glueProperties(server)[SECRET]!,
            },
        });
        const expected = await signer.sign(
            {
                method: "GET",
                protocol: "http:",
                hostname: "127.0.0.1",
                path: url.split("?")[0]!,
                query: { pageToken: "" },
                headers: signed as Record<string, string>,
            },
            { signingDate: NOW },
        );
        expect(authorization).to.equal(expected.headers.authorization);
    });

    it("puts the checksum of a body in base64 into its header", async () => {
        await create({});
        await outcome(client, "SET CATALOG x");
        await outcome(client, "CREATE DATABASE d");
        const { body, headers } = server.requests.at(-1)!;
        expect(headers["x-amz-content-sha256"]).to.equal(createHash("sha256").update(body).digest("base64"));
    });

    it("sends the session token", async () => {
        await create({ "iceberg.catalog.rest.session-token": "TOKEN" });
        expect(server.requests[0]!.headers["x-amz-security-token"]).to.equal("TOKEN");
    });

    it("asks for vended credentials unless told not to", async () => {
        await create({});
        await outcome(client, "DROP CATALOG x");
        await create({ "iceberg.catalog.vended-credentials-enabled": "false" });
        expect(server.requests.map(({ headers }) => headers["x-iceberg-access-delegation"])).to.deep.equal([
            "vended-credentials",
            undefined,
        ]);
    });

    it("changes an OAuth2 credential into a token, and shows that with every call", async () => {
        const oauth2 = {
            "iceberg.catalog.rest.sigv4-enabled": "false",
            "iceberg.catalog.security": "oauth2",
            "iceberg.catalog.oauth2.server-uri": `${server.address}/iceberg/v1/oauth/tokens`,
            "iceberg.catalog.oauth2.scope": "PRINCIPAL_ROLE:ALL",
        };
        server.oauth2Credential = "client:secret";
        expect(await create({ ...oauth2, "iceberg.catalog.oauth2.credential": "client:other" })).to.equal(
            FAILED,
        );
        expect(await create({ ...oauth2, "iceberg.catalog.oauth2.credential": "client:secret" })).to.equal(
            "OK",
        );
        expect(await outcome(client, "SHOW DATABASES FROM x")).to.deep.include(["db1"]);
        const asked = server.requests.filter(({ url }) => url.endsWith("/tokens"));
        expect(new URLSearchParams(asked[1]!.body).get("scope")).to.equal("PRINCIPAL_ROLE:ALL");
    });

    it("sends configured headers", async () => {
        await create({ "iceberg.catalog.header.X-Foo": "bar" });
        expect(server.requests[0]!.headers["x-foo"]).to.equal("bar");
    });

    it("uses the prefix that the server's configuration gives", async () => {
        server.prefix = "catalogs/123456789012:s3tablescatalog%2Flake";
        await create({});
        await outcome(client, "SHOW DATABASES FROM x");
        expect(server.takeCalls().at(-1)).to.equal(
            "GET catalogs/123456789012:s3tablescatalog%2Flake/namespaces?pageToken=",
        );
    });
});

describe("StarRocks sandbox: time-outs and retries of a catalog's requests", () => {
    afterEach(stop);

    const ONCE = { "iceberg.catalog.rest.client.max-retries": "1" };
    const REQUESTS: Record<StarRocksVersion, Record<number, number>> = {
        "3.5": { 403: 1, 408: 1, 500: 1, 502: 2 },
        "4.1": { 403: 1, 408: 2, 500: 2, 501: 1 },
    };
    for (const version of ["3.5", "4.1"] as const) {
        for (const [status, requests] of Object.entries(REQUESTS[version])) {
            it(`${version} sends ${requests} when the answer is ${status} and max-retries is 1`, async () => {
                await start(version);
                server.refusal = icebergError(Number(status), "Exception", "no");
                await create(ONCE);
                if (version === "3.5") {
                    await outcome(client, "SHOW DATABASES FROM x");
                }
                expect(server.requests.length).to.equal(requests);
            });
        }
    }

    it("waits as long as Retry-After asks", async () => {
        await start("4.1");
        server.refusal = { status: 429, headers: { "retry-after": "1" } };
        const begin = Date.now();
        await create(ONCE);
        expect(Date.now() - begin).to.be.within(950, 1900);
    });

    it("gives up after the socket time-out and doesn't try again", async () => {
        await start("4.1");
        server.hangs = true;
        expect(await create({ "iceberg.catalog.rest.client.socket-timeout-ms": "100" })).to.equal(FAILED);
        expect(server.requests.length).to.equal(1);
    });

    it("can be closed while a request hangs", async () => {
        await start("4.1");
        server.hangs = true;
        const creating = create({});
        while (server.requests.length === 0) {
            await new Promise((resolve) => setTimeout(resolve, 5));
        }
        await frontend.close();
        expect(await creating).to.equal("PROTOCOL_CONNECTION_LOST");
    });
});
