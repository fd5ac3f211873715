import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { expect } from "chai";

const CHECKOUT = resolve(__dirname, "../..");
/** Types alone load nothing. */
const IMPORT = /^(?:import|export)(?! type\b)[^;]*? from "(\.[^"]+)";/gm;

const sources = [
    "index.ts",
    ...readdirSync(join(CHECKOUT, "components"), { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".ts"))
        .map((file) => join("components", file)),
];
const imports = new Map(
    sources.map((file) => {
        const text = readFileSync(join(CHECKOUT, file), "utf8");
        const found = [...text.matchAll(IMPORT)].map(([, name]) => join(dirname(file), name!));
        return [
            file,
            found.map(
                (name) => sources.find((each) => [`${name}.ts`, join(name, "index.ts")].includes(each))!,
            ),
        ];
    }),
);

/** Goes through the imports of a file, and says where they lead back to one that is still being gone through. */
function cycles(file: string, way: readonly string[], known: Set<string>): string[] {
    if (way.includes(file)) {
        return [[...way.slice(way.indexOf(file)), file].join(" > ")];
    }
    if (known.has(file)) {
        return [];
    }
    known.add(file);
    return imports.get(file)!.flatMap((each) => cycles(each, [...way, file], known));
}

describe("The modules of the package", () => {
    it("import each other in one direction", () => {
        expect(sources.length).to.be.greaterThan(100);
        const known = new Set<string>();
        expect(sources.flatMap((file) => cycles(file, [], known))).to.deep.equal([]);
    });

    it("import nothing of the tests", () => {
        const texts = sources.map((file) => [file, readFileSync(join(CHECKOUT, file), "utf8")] as const);
        const reaching = texts.filter(([file, text]) =>
            [...text.matchAll(/"(\.\.?\/[^"\n]*)"/g)].some(
                ([, name]) => relative("tests", join(dirname(file), name!)).startsWith(".") === false,
            ),
        );
        expect(reaching.map(([file]) => file)).to.deep.equal([]);
    });
});
