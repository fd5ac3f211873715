import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { mockProgram } from "../../components/testing";
import { StarRocksS3TablesIntegration } from "../../index";
import { ARGS, refusal } from "./support/integrationProgram";

/** Adds a tag to what has tags. */
const tagging =
    (tag: string): pulumi.ResourceTransform =>
    ({ type, props, opts }) =>
        type === "aws:s3tables/tableBucket:TableBucket"
            ? { props: { ...props, tags: { ...props.tags, [tag]: "yes" } }, opts }
            : undefined;

describe("mockProgram applies transforms", () => {
    it("of a component to what it is made of, and of the stack to all", async () => {
        const { resource } = await mockProgram(() => {
            pulumi.runtime.registerResourceTransform(tagging("ofStack"));
            const transforms = [tagging("ofComponent")];
            new StarRocksS3TablesIntegration("lake", ARGS, { transforms });
            new StarRocksS3TablesIntegration("other", { ...ARGS, tableBucketName: "other" });
        });
        expect(resource("lake-bucket").inputs.tags).to.deep.equal({ ofStack: "yes", ofComponent: "yes" });
        expect(resource("other-bucket").inputs.tags).to.deep.equal({ ofStack: "yes" });
    });

    it("its own before its component's, and that before the stack's", async () => {
        const seen: string[] = [];
        const note =
            (who: string): pulumi.ResourceTransform =>
            ({ type }) =>
                void (type === "aws:iam/user:User" && seen.push(who));
        await mockProgram(() => {
            pulumi.runtime.registerResourceTransform(note("stack"));
            const parent = new pulumi.ComponentResource(
                "test:index:Parent",
                "parent",
                {},
                { transforms: [note("parent")] },
            );
            new aws.iam.User("user", {}, { parent, transforms: [note("own")] });
        });
        expect(seen).to.deep.equal(["own", "parent", "stack"]);
    });

    it("to options and secrets too, and keeps what they leave alone", async () => {
        const { resource } = await mockProgram(() => {
            const first = new aws.iam.User("first");
            const second = new aws.iam.User(
                "second",
                { path: pulumi.secret("/old/") },
                {
                    ignoreChanges: ["tags"],
                    deleteBeforeReplace: true,
                    transforms: [
                        ({ props, opts }) => ({
                            props: { ...props, path: pulumi.secret("/new/") },
                            opts: { ...opts, protect: true, retainOnDelete: true, dependsOn: [first] },
                        }),
                    ],
                },
            );
            new aws.iam.User("third", {}, { dependsOn: [second] });
        });
        expect(resource("second")).to.deep.include({
            inputs: { path: "/new/" },
            secrets: ["path"],
            protect: true,
            retainOnDelete: true,
            dependsOn: ["first"],
            ignoreChanges: ["tags"],
            deleteBeforeReplace: true,
        });
        expect(resource("third").dependsOn).to.deep.equal(["second"]);
    });

    it("and is refused what this package refuses of the result", async () => {
        const program = () => {
            const spoil: pulumi.ResourceTransform = ({ props, opts }) => ({
                props: "catalogName" in props ? { ...props, catalogName: "my-lake" } : props,
                opts,
            });
            new StarRocksS3TablesIntegration("lake", ARGS, { transforms: [spoil] });
        };
        expect(await refusal(mockProgram(program))).to.contain(
            "resource 'lake-catalog': property catalogName has a problem",
        );
    });

    it("and fails with the error of one", async () => {
        const program = () => {
            pulumi.runtime.registerResourceTransform(() => {
                throw new Error("no such tag");
            });
            new aws.iam.User("user");
        };
        expect(await refusal(mockProgram(program))).to.contain("transform failed: Error: no such tag");
    });

    it("of this program only", async () => {
        await mockProgram(() => pulumi.runtime.registerResourceTransform(tagging("ofStack")));
        const { resource } = await mockProgram(() => void new StarRocksS3TablesIntegration("lake", ARGS));
        expect(resource("lake-bucket").inputs.tags).to.equal(undefined);
    });
});
