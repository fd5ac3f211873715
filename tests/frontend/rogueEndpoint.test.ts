import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from "node:net";
import { gzipSync } from "node:zlib";
import { expect } from "chai";
import { rememberSecrets } from "../../components/common/knownSecrets";
import type { Finding } from "../../components/starrocks/diagnosis/finding";
import { preflight } from "../../components/starrocks/preflight/preflight";
import { restTarget } from "../../components/starrocks/preflight/target";
import { collectProgressOfTests } from "./support/progressLines";

type Answer = (response: ServerResponse, path: string) => unknown;

const CONFIG = { defaults: {}, overrides: { prefix: "p" } };
const json =
    (body: unknown): Answer =>
    (response) =>
        response.end(JSON.stringify(body));

/** What a good endpoint answers, but for one path. */
function goodExcept(spoiled: RegExp, answer: Answer): Answer {
    return (response, path) => {
        if (spoiled.test(path)) {
            return answer(response, path);
        }
        const good: readonly (readonly [RegExp, unknown])[] = [
            [/config/, CONFIG],
            [/namespaces\?/, { namespaces: [["sales"]], "next-page-token": null }],
            [/namespaces\/sales$/, { namespace: ["sales"], properties: {} }],
            [/tables\?/, { identifiers: [{ namespace: ["sales"], name: "orders" }] }],
            [/tables\/orders$/, { metadata: {}, config: {} }],
        ];
        const [, body] = good.find(([pattern]) => pattern.test(path)) ?? [];
        return json(body)(response, path);
    };
}

/** Goes on for as long as there is somebody to hear it. */
async function forEver(response: ServerResponse | Socket, part: Buffer | string, pauseMs = 0): Promise<void> {
    response.setMaxListeners(0);
    while (!response.destroyed && response.writable) {
        if (!response.write(part)) {
            await Promise.race([once(response, "drain"), once(response, "close")]).catch(() => {});
        }
        await (pauseMs > 0
            ? new Promise((resolve) => setTimeout(resolve, pauseMs))
            : new Promise((resolve) => setImmediate(resolve)));
    }
}

const PART = Buffer.alloc(64 * 1024, " ");
const GATES: readonly (readonly [string, RegExp])[] = [
    ["the configuration", /config/],
    ["the list of namespaces", /namespaces\?/],
    ["a namespace", /namespaces\/sales$/],
    ["the list of tables", /tables\?/],
    ["a table", /tables\/orders$/],
];

describe("An endpoint that harms whoever calls it", () => {
    let server: Server | undefined;
    let tried = 0;
    let mostMegabytes = 0;
    collectProgressOfTests();

    afterEach(() => {
        if (server !== undefined && "closeAllConnections" in server) {
            (server as unknown as { closeAllConnections(): void }).closeAllConnections();
        }
        server?.close();
    });
    after(() => console.log(`    ${tried} hostile answers, at most ${mostMegabytes} MB of memory for one`));

    async function called(
        listening: Server,
        properties: Record<string, string> = {},
    ): Promise<Finding | undefined> {
        server = listening;
        listening.listen(0, "127.0.0.1");
        await once(listening, "listening");
        const { port } = listening.address() as AddressInfo;
        const target = restTarget({
            "iceberg.catalog.type": "rest",
            "iceberg.catalog.uri": `http://127.0.0.1:${port}/iceberg`,
            "iceberg.catalog.rest.client.connection-timeout-ms": "200",
            "iceberg.catalog.rest.client.socket-timeout-ms": "400",
            ...properties,
        })!;
        tried += 1;
        const before = process.memoryUsage().rss;
        const measuring = setInterval(() => {
            mostMegabytes = Math.max(mostMegabytes, Math.round((process.memoryUsage().rss - before) / 1e6));
        }, 5);
        try {
            return await preflight(target, ["sales"], 0);
        } finally {
            clearInterval(measuring);
        }
    }

    const http = (answer: Answer) =>
        createServer((request, response) => {
            response.on("error", () => {});
            answer(response, request.url!);
        });

    it("isn't one that answers rightly", async () => {
        expect(await called(http(goodExcept(/never/, json({}))))).to.equal(undefined);
        tried -= 1;
    });

    for (const [what, gate] of GATES) {
        it(`with nonsense in place of ${what} is no Iceberg REST catalog`, async () => {
            const nonsense: readonly (readonly [Answer, RegExp])[] = [
                [
                    (response) =>
                        response
                            .writeHead(302, { location: "https://sign.in/\u001b[31m".slice(0, 16) })
                            .end(),
                    /302, a redirect to https:/,
                ],
                [(response) => response.writeHead(304).end(), /304, a redirect/],
                [(response) => response.writeHead(204).end(), /204, without an answer/],
                [(response) => response.writeHead(206).end("{}"), /206, without an answer/],
                [
                    (response) => response.end("<html>Sign in\u001b[2J</html>"),
                    /"<html>Sign in<\/html>", which is not JSON/,
                ],
                [(response) => response.end(""), /"", which is not JSON/],
                [
                    (response) => response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync("{}")),
                    /compressed answer, which was not requested/,
                ],
                ...[
                    null,
                    5,
                    "text",
                    [],
                    [null],
                    {},
                    { namespaces: 5 },
                    { namespaces: [null] },
                    { namespaces: [[5]] },
                    { identifiers: [{}] },
                ].map((body) => [json(body), /unexpected JSON/] as const),
                [
                    json({
                        namespaces: [["\ud800"]],
                        identifiers: [{ name: "\ud800" }],
                        namespace: ["\ud800"],
                    }),
                    /unexpected JSON/,
                ],
                [
                    json({
                        defaults: 5,
                        metadata: 5,
                        namespaces: [],
                        "next-page-token": 7,
                        identifiers: [],
                        namespace: 5,
                    }),
                    /unexpected JSON/,
                ],
            ];
            for (const [answer, words] of nonsense) {
                const finding = await called(http(goodExcept(gate, answer)));
                server!.close();
                expect(finding?.diagnosis.cause).to.equal("there is no Iceberg REST catalog at this address");
                expect(finding?.seen).to.match(words);
            }
        });
    }

    for (const prefix of [
        "../admin",
        "a/../b",
        "a/%2e%2E",
        "//evil.example",
        "/abs",
        "a//b",
        "a?b",
        "a#b",
        "a\r\nb",
        "a\\b",
        "a b",
        ".",
        5,
        {},
    ]) {
        it(`with the prefix ${JSON.stringify(prefix)} is called no further`, async () => {
            const paths: string[] = [];
            const answer = goodExcept(/config/, json({ overrides: { prefix } }));
            const finding = await called(
                http((response, path) => {
                    paths.push(path);
                    return answer(response, path);
                }),
            );
            expect(finding?.seen).to.match(/unexpected JSON/);
            expect(paths).to.deep.equal(["/iceberg/v1/config"]);
        });
    }

    for (const prefix of [
        "",
        "catalogs/123456789012:s3tablescatalog%2Flake",
        "arn%3Aaws%3As3tables%3A..x",
        "a.b/c",
    ]) {
        it(`isn't one with the prefix "${prefix}"`, async () => {
            const answer = goodExcept(/config/, json({ overrides: { prefix } }));
            expect(await called(http(answer))).to.equal(undefined);
            tried -= 1;
        });
    }

    for (const [what, gate] of GATES) {
        it(`with ${what} in drops is left after the time of a call`, async () => {
            const began = performance.now();
            const finding = await called(http(goodExcept(gate, (response) => forEver(response, " ", 50))));
            expect(finding?.seen).to.match(/NO_ANSWER \(no complete answer for 0\.6 s\)/);
            expect(performance.now() - began).to.be.within(550, 15_000);
        });

        it(`with ${what} without an end is left`, async () => {
            const finding = await called(http(goodExcept(gate, (response) => forEver(response, PART))), {
                "iceberg.catalog.rest.client.socket-timeout-ms": "8000",
            });
            expect(finding?.seen).to.match(/an answer that is too long/);
            expect(mostMegabytes).to.be.lessThan(250);
        });
    }

    it("with a refusal without an end is left", async () => {
        const answer: Answer = (response) => {
            response.writeHead(403);
            return forEver(response, PART);
        };
        const finding = await called(http(goodExcept(/config/, answer)), {
            "iceberg.catalog.rest.client.socket-timeout-ms": "8000",
        });
        expect(finding?.seen).to.match(/: 403$/);
    });

    for (const [what, act, seen] of [
        ["headers in drops", (socket: Socket) => forEver(socket, "x: y\r\n", 50), /NO_ANSWER|no HTTP/],
        [
            "headers without an end",
            (socket: Socket) => forEver(socket, `${"x".repeat(500)}: y\r\n`),
            /something other than HTTP \(HPE_HEADER_OVERFLOW\)/,
        ],
        [
            "a status line without an end",
            (socket: Socket) => forEver(socket, "x".repeat(50_000)),
            /something other than HTTP/,
        ],
        [
            "announcements without an end",
            (socket: Socket) =>
                forEver(socket, "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\n", 1),
            /NO_ANSWER|other than HTTP/,
        ],
        [
            "something else than HTTP",
            (socket: Socket) => socket.end("SSH-2.0-OpenSSH\r\n"),
            /something other than HTTP/,
        ],
    ] as const) {
        it(`with ${what} is left`, async () => {
            const began = performance.now();
            const first =
                /drops|without an end/.test(what) && what.startsWith("headers") ? "HTTP/1.1 200 OK\r\n" : "";
            const finding = await called(
                createTcpServer((socket) => {
                    socket.on("error", () => {});
                    socket.once("data", () => {
                        socket.write(first);
                        act(socket);
                    });
                }),
            );
            expect(finding?.seen).to.match(seen);
            expect(performance.now() - began).to.be.lessThan(15_000);
        });
    }

    it("that goes from page to page in a circle, or for ever, is left", async () => {
        for (const tokenAfter of [() => "again", (token: number) => String(token + 1)]) {
            let calls = 0;
            const finding = await called(
                http(
                    goodExcept(/namespaces\?/, (response, path) => {
                        calls += 1;
                        const token = Number(new URL(path, "http://x").searchParams.get("pageToken"));
                        json({ namespaces: [["other"]], "next-page-token": tokenAfter(token) })(
                            response,
                            path,
                        );
                    }),
                ),
                { "iceberg.catalog.rest.client.socket-timeout-ms": "8000" },
            );
            server!.close();
            expect(finding?.seen).to.match(/an endless list/);
            expect(calls).to.be.at.most(1000);
        }
    });

    it("with crafted texts in a refusal gets them told in clean lines, without a secret", async () => {
        const secret = "an%ly/tical engine 1843";
        rememberSecrets([secret]);
        for (const body of [
            { error: { type: "X\u001b[2J", message: `tried ${secret}\n  What to do: nothing` } },
            { error: { type: 5, message: { a: 1 } }, message: `tried ${encodeURIComponent(secret)}` },
            {
                error: null,
                Message: `tried ${Buffer.from(secret).toString("base64")} ${"x".repeat(100_000)}`,
            },
            [`tried ${secret}`],
        ]) {
            const answer: Answer = (response) => response.writeHead(403).end(JSON.stringify(body));
            const finding = await called(http(goodExcept(/config/, answer)));
            server!.close();
            expect(JSON.stringify(finding)).to.not.match(/an%|an%25|\\u001b|\\n/);
            expect(finding!.seen.length).to.be.lessThan(500);
        }
    });
});
