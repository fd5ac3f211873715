import { expect } from "chai";
import fc from "fast-check";
import { checkCatalog, withDefaults } from "../../components/starrocks/catalog/check";
import type { CatalogInputs } from "../../components/starrocks/catalog/inputs";
import * as life from "../../components/starrocks/catalog/life";
import { parse } from "../sandbox/starrocks/parser";
import { FakeServer } from "../unit/sandbox/starrocksFixtures";
import { FRONTENDS, openLakeForSuite } from "./support/lake";
import { collectProgressOfTests } from "./support/progressLines";

/** What has a meaning somewhere between here and StarRocks' memory. */
const HOSTILE = [
    ...[
        "'",
        '"',
        "`",
        "\\",
        ";",
        "--",
        "/*",
        "*/",
        "#",
        "%",
        "_",
        "?",
        "??",
        "\0",
        "\b",
        "\t",
        "\n",
        "\r",
        "\x1a",
    ],
    ...[
        '\\"',
        "\\'",
        "\\\\",
        '",\n"x"  =  "y',
        '"\n)',
        "')",
        "') ; DROP CATALOG x; --",
        "PROPERTIES (",
        'comment "',
    ],
    ...["env:X", "******", "ab******yz", "\u{1F600}", "\ud800", "é", "\u2028", "\ufeff", " ", "NULL", ""],
];

const anyText = fc
    .array(
        fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: "grapheme" }), fc.string({ unit: "binary" })),
        {
            maxLength: 4,
        },
    )
    .map((parts) => parts.join(""));
const letters = (alphabet: string, maxLength: number) =>
    fc.string({ unit: fc.constantFrom(...alphabet), minLength: 1, maxLength });

const DIGITS_AND_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";
const goodName = letters(DIGITS_AND_LETTERS, 20).map((text) => `rt_${text}`);
const goodKey = letters("abcdefghijklmnopqrstuvwxyz0123456789._-", 20).map((text) => `x.${text}`);
const maskedKey = fc.constantFrom(
    "aws.glue.secret_key",
    "iceberg.catalog.oauth2.token",
    "azure.blob.shared_key",
);

const mostly = (good: fc.Arbitrary<string>) =>
    fc.oneof({ weight: 4, arbitrary: good }, { weight: 1, arbitrary: anyText });

interface Declared {
    readonly catalogName: string;
    readonly comment: string | undefined;
    readonly more: Readonly<Record<string, string>>;
}

const anyCatalog: fc.Arbitrary<Declared> = fc.record({
    catalogName: mostly(goodName),
    comment: fc.option(anyText, { nil: undefined }),
    more: fc.dictionary(fc.oneof(mostly(goodKey), maskedKey), anyText, { maxKeys: 3, noNullPrototype: true }),
});

for (const { label, version } of FRONTENDS) {
    describe(`Whatever is declared of a catalog on ${label}`, function () {
        this.timeout(60_000);

        const lake = openLakeForSuite(version);
        collectProgressOfTests();
        let server: FakeServer;

        before(async () => {
            server = await FakeServer.start();
        });
        after(() => server.close());

        const declared = ({ catalogName, comment, more }: Declared): CatalogInputs =>
            withDefaults({
                connection: { host: "h", user: "u" },
                catalogName,
                comment,
                properties: {
                    "iceberg.catalog.type": "rest",
                    "iceberg.catalog.uri": `${server.address}/iceberg`,
                    ...more,
                },
                propagationTimeoutSeconds: 0,
            });

        /** Creates, reads and deletes the catalog; fails if anything was changed on the way. */
        async function makeRound(inputs: CatalogInputs): Promise<void> {
            const state = await life.create(lake.connection, inputs);
            try {
                expect(await life.read(lake.connection, state)).to.deep.equal(state);
            } finally {
                await life.remove(lake.connection, state);
            }
            expect(await life.read(lake.connection, state)).to.equal(undefined);
        }

        it("either is refused with a reason, or comes back unchanged, in one statement each", async () => {
            let refused = 0;
            let made = 0;
            const before = await lake.sql.column("SHOW CATALOGS");
            await fc.assert(
                fc.asyncProperty(anyCatalog, async (catalog) => {
                    const inputs = declared(catalog);
                    const failures = checkCatalog(inputs, () => undefined);
                    if (failures.length > 0) {
                        refused += 1;
                        expect(
                            failures.every(({ property, reason }) => property !== "" && reason !== ""),
                        ).to.equal(true);
                        return;
                    }
                    made += 1;
                    lake.proxy.statements.length = 0;
                    await makeRound(inputs);
                    for (const statement of lake.proxy.statements) {
                        expect(parse(statement), statement).to.have.length(1);
                    }
                }),
                { numRuns: 400 },
            );
            expect(await lake.sql.column("SHOW CATALOGS")).to.deep.equal(before);
            expect(refused, "refused").to.be.greaterThan(20);
            expect(made, "made").to.be.greaterThan(20);
        });

        it("can't hold a second statement", async () => {
            for (const text of [
                "'); DROP CATALOG x; --",
                '"); DROP CATALOG x; --',
                "`; DROP CATALOG x; --",
            ]) {
                const inputs = declared({ catalogName: lake.newName(), comment: text, more: { x: text } });
                lake.proxy.statements.length = 0;
                await makeRound(inputs);
                expect(lake.proxy.statements.filter((each) => /^DROP/.test(each))).to.deep.equal([
                    `DROP CATALOG \`${inputs.catalogName}\``,
                ]);
                expect(lake.proxy.statements.flatMap((each) => parse(each))).to.have.length(
                    lake.proxy.statements.length,
                );
                expect(checkCatalog({ ...inputs, catalogName: text }, () => undefined)).to.not.deep.equal([]);
            }
        });
    });
}
