import { resolve } from "node:path";
import { Analyzer } from "@pulumi/pulumi/provider/experimental/analyzer";
import { expect } from "chai";

const ROOT = resolve(__dirname, "../..");
const COMPONENTS = ["S3TablesFederation", "StarRocksS3TablesIntegration"];

/** The types that a user of another language would see, as Pulumi's own analyzer reads them. */
function analyze() {
    const packageJson = require(resolve(ROOT, "package.json"));
    return new Analyzer(ROOT, packageJson.name, packageJson, new Set(COMPONENTS)).analyze();
}

describe("Pulumi's component analyzer", function () {
    this.timeout(60_000);
    let result: ReturnType<typeof analyze>;

    before(() => {
        result = analyze();
    });

    it("understands both components, so that they can be offered to other languages", () => {
        expect(Object.keys(result.components).sort()).to.deep.equal(COMPONENTS);
    });

    it("sees the outputs of the integration", () => {
        expect(Object.keys(result.components.StarRocksS3TablesIntegration!.outputs).sort()).to.deep.equal([
            "catalogName",
            "keyPolicyStatements",
            "policyArns",
            "principalArn",
            "restEndpoint",
            "tableBucketArn",
            "warehouse",
        ]);
    });

    it("finds a description of every argument and output", () => {
        const undescribed = Object.entries(result.components).flatMap(([component, { inputs, outputs }]) =>
            Object.entries({ ...inputs, ...outputs })
                .filter(([, { description }]) => !description)
                .map(([property]) => `${component}.${property}`),
        );
        expect(undescribed).to.deep.equal([]);
    });

    it("finds a description of every property of the argument types", () => {
        const undescribed = Object.entries(result.typeDefinitions).flatMap(([name, { properties }]) =>
            Object.entries(properties ?? {})
                .filter(([, { description }]) => !description)
                .map(([property]) => `${name}.${property}`),
        );
        expect(undescribed).to.deep.equal([]);
    });
});
