import { expect } from "chai";
import { rememberSecrets } from "../../../components/common/knownSecrets";
import * as errors from "../../../components/starrocks/errors";

const { STATEMENT_TIME_OUT, StarRocksError } = errors;

interface Case {
    readonly errno: number;
    readonly text: string;
}

/** Observed on 3.5.7 and 4.1-dev; 5700 is the number of 3.4. */
const KINDS: readonly { readonly is: (error: unknown) => boolean; readonly cases: readonly Case[] }[] = [
    {
        is: errors.isCatalogExists,
        cases: [
            { errno: 5514, text: "Catalog 'lake' already exists" },
            { errno: 5700, text: "Catalog 'lake' already exists" },
            { errno: 1064, text: "Catalog 'lake' already exists" },
        ],
    },
    {
        is: errors.isCatalogMissing,
        cases: [
            { errno: 5078, text: "Unknown catalog 'lake'" },
            { errno: 5078, text: "Getting analyzing error. Detail message: Unknown catalog 'lake'." },
            { errno: 1064, text: "Catalog 'lake' doesn't exist" },
            { errno: 1064, text: "Connector of catalog 'lake' doesn't exist" },
            { errno: 1064, text: "Getting analyzing error. Detail message: cannot find catalog: lake." },
        ],
    },
    {
        is: errors.isAccessDenied,
        cases: [
            {
                errno: 5203,
                text: "Access denied; you need (at least one of) the DROP privilege(s) on CATALOG lake for this operation.",
            },
        ],
    },
    {
        is: errors.isNotGranted,
        cases: [
            { errno: 1064, text: "There is no such grant defined on CATALOG lake" },
            { errno: 1064, text: "There is no such grant defined on ALL TABLES IN DATABASE db1" },
        ],
    },
    {
        is: errors.isGranteeMissing,
        cases: [
            {
                errno: 1064,
                text: "Getting analyzing error. Detail message: Can not grant/revoke to role: cannot find role r!.",
            },
            {
                errno: 1064,
                text: "Getting analyzing error. Detail message: There is no such grant defined for role r: cannot find role r!.",
            },
            { errno: 1064, text: "Getting analyzing error. Detail message: cannot find user 'nosuch'@'%'!." },
        ],
    },
];

describe("An error of StarRocks", () => {
    const all = KINDS.flatMap(({ is, cases }) => cases.map((each) => ({ ...each, is })));
    for (const { errno, text, is } of all) {
        it(`${errno} ${text} is told by ${is.name}, and by nothing else`, () => {
            const error = new StarRocksError(text, errno);
            expect(KINDS.filter((kind) => kind.is(error)).map((kind) => kind.is)).to.deep.equal([is]);
        });
    }

    it("leaves open what became of the statement, if the connection broke", () => {
        expect(
            errors.isOutcomeUnknown(new StarRocksError("lost", undefined, "PROTOCOL_CONNECTION_LOST")),
        ).to.equal(true);
        expect(errors.isOutcomeUnknown(new StarRocksError("refused", 1064))).to.equal(false);
        expect(errors.isOutcomeUnknown(new Error("lost"))).to.equal(false);
    });

    it("is a time-out by its code", () => {
        expect(errors.isTimeOut(new StarRocksError("no answer", undefined, STATEMENT_TIME_OUT))).to.equal(
            true,
        );
        expect(errors.isTimeOut(new StarRocksError("lost", undefined, "ECONNRESET"))).to.equal(false);
    });

    it("is told also where somebody's password is one of its words, which isn't shown", () => {
        rememberSecrets(["grant"]);
        const error = new StarRocksError("There is no such grant defined on CATALOG lake", 1064);
        expect(errors.isNotGranted(error)).to.equal(true);
        expect(error.message).to.equal("There is no such [secret] defined on CATALOG lake");
    });

    it("isn't told by the text of a name that somebody has chosen", () => {
        const text = "Getting syntax error at line 1. Detail message: Unexpected input 'Unknown catalog'.";
        expect(errors.isCatalogMissing(new StarRocksError(text, 1064))).to.equal(false);
    });
});
