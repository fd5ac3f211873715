import * as grpc from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { expect } from "chai";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import { type EmbeddedAws, startAws } from "../../sandbox/aws";

const urn = "urn:pulumi:dev::project::pkg:index:Parent$aws:s3tables/tableBucket:TableBucket::lake";

const struct = (properties: Record<string, JavaScriptValue>) => Struct.fromJavaScript(properties);

describe("The sandbox's aws plugin, called as the engine calls it", () => {
    let aws: EmbeddedAws;
    let client: ResourceProviderClient;

    beforeEach(async () => {
        aws = await startAws();
        client = new ResourceProviderClient(`127.0.0.1:${aws.pluginPort}`, grpc.credentials.createInsecure());
    });
    afterEach(async () => {
        client.close();
        await aws.close();
    });

    type Method = "configure" | "check" | "diff" | "create" | "read" | "delete" | "invoke";

    function send<Response>(method: Method, request: unknown): Promise<Response> {
        return new Promise((resolve, reject) => {
            const callback = (error: Error | null, response: unknown) =>
                error ? reject(error) : resolve(response as Response);
            (client[method] as (request: unknown, callback: unknown) => void).call(client, request, callback);
        });
    }

    it("supports previews, and refuses another Region", async () => {
        const request = new proto.ConfigureRequest();
        request.setArgs(struct({ region: "us-east-1" }));
        const response = await send<proto.ConfigureResponse>("configure", request);
        expect(response.getSupportspreview()).to.equal(true);
        request.setArgs(struct({ region: "eu-west-1" }));
        const message = await send("configure", request).catch((error: Error) => error.message);
        expect(message).to.contain("The sandbox is the Region us-east-1; it has no eu-west-1.");
    });

    it("takes a key that the engine wraps as a secret, and refuses one that nobody has", async () => {
        const request = new proto.ConfigureRequest();
        const wrapped = (value: string) => ({
            "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
            value,
        });
        const { accessKeyId, secretAccessKey } = aws.deployer;
        request.setArgs(struct({ accessKey: accessKeyId, secretKey: wrapped(secretAccessKey) }));
        await send("configure", request);
        request.setArgs(struct({ accessKey: accessKeyId, secretKey: wrapped("another") }));
        const message = await send("configure", request).catch((error: Error) => error.message);
        expect(message).to.contain("InvalidClientTokenId");
    });

    it("creates what it has checked", async () => {
        const check = new proto.CheckRequest();
        check.setUrn(urn);
        check.setNews(struct({ name: "lake" }));
        const { inputs } = (await send<proto.CheckResponse>("check", check)).toObject();
        expect(inputs).not.to.equal(undefined);
        const create = new proto.CreateRequest();
        create.setUrn(urn);
        create.setProperties(struct({ name: "lake", __defaults: [] }));
        const created = await send<proto.CreateResponse>("create", create);
        expect(created.getId()).to.equal("arn:aws:s3tables:us-east-1:123456789012:bucket/lake");
        expect(aws.account.tableBuckets.has("lake")).to.equal(true);
    });

    it("describes a difference in detail", async () => {
        const diff = new proto.DiffRequest();
        diff.setUrn(urn);
        diff.setOlds(struct({ name: "lake", __defaults: [] }));
        diff.setNews(struct({ name: "lake-two", __defaults: [] }));
        const response = await send<proto.DiffResponse>("diff", diff);
        expect(response.getReplacesList()).to.deep.equal(["name"]);
        expect(response.getDetaileddiffMap().get("name")?.getKind()).to.equal(
            proto.PropertyDiff.Kind.UPDATE_REPLACE,
        );
    });

    it("answers with no id for what is gone", async () => {
        const read = new proto.ReadRequest();
        read.setUrn(urn);
        read.setId("arn:aws:s3tables:us-east-1:123456789012:bucket/gone");
        expect((await send<proto.ReadResponse>("read", read)).getId()).to.equal("");
    });

    it("answers functions", async () => {
        const invoke = new proto.InvokeRequest();
        invoke.setTok("aws:index/getCallerIdentity:getCallerIdentity");
        const response = await send<proto.InvokeResponse>("invoke", invoke);
        expect(response.getReturn()?.toJavaScript()).to.include({ arn: aws.deployer.arn });
    });
});
