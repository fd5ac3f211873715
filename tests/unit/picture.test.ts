import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { svgOf } from "../../scripts/picture/svg";
import { shownLines } from "../../scripts/picture/terminal";

const SIZE = { columns: 20, rows: 5 };
const PICTURE = readFileSync(join(__dirname, "../../docs/images/pulumi-up.svg"), "utf8");

describe("The picture of a terminal", () => {
    it("has what the terminal shows in the end, and nothing that was written over", async () => {
        const output =
            "\r\nfirst\r\ncreating\r\n\u001b[1A\u001b[K\u001b[32mcreated\u001b[0m \u001b[1min 1s\u001b[0m\r\n\r\n";
        expect(await shownLines(output, SIZE)).to.deep.equal([
            [{ text: "first", colour: undefined, isBold: false }],
            [
                { text: "created", colour: 2, isBold: false },
                { text: " ", colour: undefined, isBold: false },
                { text: "in 1s", colour: undefined, isBold: true },
            ],
        ]);
    });

    it("has lines that have scrolled away", async () => {
        const lines = await shownLines("1\r\n2\r\n3\r\n4\r\n5\r\n6\r\n7", SIZE);
        expect(lines.map((line) => line.map(({ text }) => text).join(""))).to.deep.equal([..."1234567"]);
    });

    it("puts each group of words into its column, as text", () => {
        const line = [{ text: "a  <b> & c", isBold: false }];
        const texts = [...svgOf([line], 20, "title", "what").matchAll(/<text x="([\d.]+)".*?>(.*)<\/text>/g)];
        expect(texts.slice(1).map(([, x, text]) => [x, text])).to.deep.equal([
            ["18", "a"],
            ["43.2", "&lt;b&gt; &amp; c"],
        ]);
    });

    it("is small, is text alone, and tells of a run that made everything", () => {
        expect(PICTURE.length).to.be.lessThan(100_000);
        const elements = [...PICTURE.matchAll(/<(\w+)/g)].map(([, element]) => element);
        expect([...new Set(elements)].sort()).to.deep.equal(["circle", "g", "rect", "svg", "text"]);
        expect(PICTURE).to.contain("lakehouse-catalog").and.contain("+ 12 created").and.not.contain("error");
    });
});
