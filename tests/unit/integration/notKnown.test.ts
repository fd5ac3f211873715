import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { S3TablesFederation, StarRocksS3TablesIntegration } from "../../../index";
import { ARGS } from "../support/integrationProgram";

/** Names of what a program registers under mocks by hand, whose provider answers nothing, as before it is configured. */
async function registered(program: () => unknown, preview: boolean): Promise<string[]> {
    const names: string[] = [];
    await pulumi.runtime.setMocks(
        {
            newResource: ({ name, inputs }) => {
                names.push(name);
                return { id: `${name}-id`, state: inputs };
            },
            call: () => ({}),
        },
        "project",
        "stack",
        preview,
    );
    await pulumi.runtime.runInPulumiStack(async () => void program());
    await pulumi.runtime.disconnect();
    return names;
}

describe("An AWS provider that isn't known yet", () => {
    for (const preview of [true, false]) {
        it(`is no reason to refuse an integration (${preview ? "preview" : "mocks of one's own"})`, async () => {
            const names = await registered(() => new StarRocksS3TablesIntegration("lake", ARGS), preview);
            expect(names).to.include.members(["lake", "lake-bucket", "lake-policy", "lake-catalog"]);
        });

        it(`is no reason to refuse a federation (${preview ? "preview" : "mocks of one's own"})`, async () => {
            expect(await registered(() => new S3TablesFederation("fed"), preview)).to.include("fed");
        });
    }
});
