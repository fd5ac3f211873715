import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Properties } from "../../sandbox/aws/plugin/resourceType";
import { putBack } from "./engineIgnoreChanges";
import type { Declaration, Outcome, PluginCaller } from "./facts";
import { PluginConnection } from "./pluginConnection";

/** What the engine's state has of a resource. */
interface Registered {
    readonly type: string;
    readonly id: string;
    readonly inputs: Properties;
    readonly state: Properties;
}

const struct = (properties: Properties) =>
    Struct.fromJavaScript(properties as Record<string, JavaScriptValue>);
const plain = (message: Struct | undefined) => (message?.toJavaScript() ?? {}) as Properties;

const NOTHING = { id: "", state: {} };

/** Asks a plugin what the engine asks it for one resource after the other (pulumi/pkg/resource/deploy). */
export class OneResourceEngine implements PluginCaller {
    private readonly registered = new Map<string, Registered>();

    private constructor(private readonly plugin: PluginConnection) {}

    static async attach(pluginPort: number): Promise<OneResourceEngine> {
        return new OneResourceEngine(await PluginConnection.open(pluginPort));
    }

    close(): void {
        this.plugin.close();
    }

    async configure(settings: Properties): Promise<void> {
        const check = new proto.CheckRequest();
        check.setUrn("urn:pulumi:test::conformance::pulumi:providers:aws::default");
        check.setNews(struct(settings));
        const checked = await this.plugin.send<proto.CheckResponse>("checkConfig", check);
        const request = new proto.ConfigureRequest();
        request.setArgs(checked.getInputs());
        request.setAcceptsecrets(false);
        await this.plugin.send("configure", request);
    }

    async up(declaration: Declaration): Promise<Outcome> {
        return this.outcome(async () => {
            const { name, type, import: imported } = declaration;
            const old = this.registered.get(name);
            if (imported === undefined || (old !== undefined && imported === old.id)) {
                return this.step(declaration, old);
            }
            const read = await this.read({ type, id: imported, inputs: {}, state: {} }, name);
            if (read === undefined) {
                throw new Error(`resource '${imported}' does not exist`);
            }
            this.registered.set(name, read);
            const { result, ...after } = await this.step(declaration, read);
            const how = old === undefined ? "imported" : "imported as a replacement";
            return { ...after, result: result === "unchanged" ? how : `${how}, ${result}` };
        });
    }

    async refresh(name: string): Promise<Outcome> {
        return this.outcome(async () => {
            const old = this.find(name);
            const read = await this.read(old, name);
            if (read === undefined) {
                this.registered.delete(name);
                return { ...NOTHING, result: "gone" };
            }
            this.registered.set(name, { ...read, inputs: { ...old.inputs, ...read.inputs } });
            return { result: "refreshed", id: read.id, state: read.state };
        });
    }

    async remove(name: string): Promise<Outcome> {
        return this.outcome(async () => {
            await this.delete(this.find(name), name);
            this.registered.delete(name);
            return { ...NOTHING, result: "deleted" };
        });
    }

    async invoke(token: string, args: Properties) {
        this.plugin.takeLogs();
        const request = new proto.InvokeRequest();
        request.setTok(token);
        request.setArgs(struct(args));
        const answer = await this.plugin.send<proto.InvokeResponse>("invoke", request).then(
            (response) => plain(response.getReturn()),
            (error: Error) => error.message,
        );
        return { answer, logs: this.plugin.takeLogs() };
    }

    private async outcome(run: () => Promise<Omit<Outcome, "logs">>): Promise<Outcome> {
        this.plugin.takeLogs();
        const done = await run().catch((error: Error) => ({
            ...NOTHING,
            result: `failed: ${error.message}`,
        }));
        return { ...done, logs: this.plugin.takeLogs() };
    }

    private find(name: string): Registered {
        const found = this.registered.get(name);
        if (found === undefined) {
            throw new Error(`${name} isn't in the state`);
        }
        return found;
    }

    /** Check, diff, and what the diff asks for. */
    private async step(
        declaration: Declaration,
        old: Registered | undefined,
    ): Promise<Omit<Outcome, "logs">> {
        const { name, type, ignoreChanges = [] } = declaration;
        const said = old ? putBack(ignoreChanges, old.inputs, declaration.inputs) : declaration.inputs;
        const inputs = await this.check(declaration, said, old);
        if (old === undefined) {
            return this.create(type, name, inputs, "created");
        }
        const diff = await this.diff(declaration, old, inputs);
        if (diff.getChanges() !== proto.DiffResponse.DiffChanges.DIFF_SOME) {
            this.registered.set(name, { ...old, inputs });
            return { result: "unchanged", id: old.id, state: old.state };
        }
        const replaces = diff.getReplacesList();
        if (replaces.length === 0) {
            return this.update(declaration, old, inputs, diff.getDiffsList());
        }
        if (diff.getDeletebeforereplace()) {
            await this.delete(old, name);
            return this.create(type, name, inputs, `deleted before replaced: ${replaces.sort().join(", ")}`);
        }
        const replaced = await this.create(type, name, inputs, `replaced: ${replaces.sort().join(", ")}`);
        await this.delete(old, name);
        return replaced;
    }

    private async check(
        { type, name }: Declaration,
        news: Properties,
        old?: Registered,
    ): Promise<Properties> {
        const request = new proto.CheckRequest();
        request.setUrn(urnOf(type, name));
        request.setOlds(struct(old?.inputs ?? {}));
        request.setNews(struct(news));
        request.setRandomseed(Buffer.from(name));
        const response = await this.plugin.send<proto.CheckResponse>("check", request);
        const failures = response
            .getFailuresList()
            .map((each) => `${each.getProperty()}: ${each.getReason()}`);
        if (failures.length > 0) {
            throw new Error(failures.join("; "));
        }
        return plain(response.getInputs());
    }

    private diff(
        { type, name, ignoreChanges = [] }: Declaration,
        old: Registered,
        news: Properties,
    ): Promise<proto.DiffResponse> {
        const request = new proto.DiffRequest();
        request.setUrn(urnOf(type, name));
        request.setId(old.id);
        request.setOlds(struct(old.state));
        request.setOldInputs(struct(old.inputs));
        request.setNews(struct(news));
        request.setIgnorechangesList([...ignoreChanges]);
        return this.plugin.send<proto.DiffResponse>("diff", request);
    }

    private async create(
        type: string,
        name: string,
        inputs: Properties,
        result: string,
    ): Promise<Omit<Outcome, "logs">> {
        const request = new proto.CreateRequest();
        request.setUrn(urnOf(type, name));
        request.setProperties(struct(inputs));
        const response = await this.plugin.send<proto.CreateResponse>("create", request);
        const [id, state] = [response.getId(), plain(response.getProperties())];
        this.registered.set(name, { type, id, inputs, state });
        return { result, id, state };
    }

    private async update(
        { type, name, ignoreChanges = [] }: Declaration,
        old: Registered,
        inputs: Properties,
        changed: readonly string[],
    ): Promise<Omit<Outcome, "logs">> {
        const request = new proto.UpdateRequest();
        request.setUrn(urnOf(type, name));
        request.setId(old.id);
        request.setOlds(struct(old.state));
        request.setOldInputs(struct(old.inputs));
        request.setNews(struct(inputs));
        request.setIgnorechangesList([...ignoreChanges]);
        const response = await this.plugin.send<proto.UpdateResponse>("update", request);
        const state = plain(response.getProperties());
        this.registered.set(name, { ...old, inputs, state });
        return { result: `updated: ${[...changed].sort().join(", ")}`, id: old.id, state };
    }

    private async read(resource: Registered, name: string): Promise<Registered | undefined> {
        const request = new proto.ReadRequest();
        request.setUrn(urnOf(resource.type, name));
        request.setId(resource.id);
        request.setProperties(struct(resource.state));
        request.setInputs(struct(resource.inputs));
        const response = await this.plugin.send<proto.ReadResponse>("read", request);
        const [state, inputs] = [plain(response.getProperties()), plain(response.getInputs())];
        return response.getId() === ""
            ? undefined
            : { type: resource.type, id: response.getId(), state, inputs };
    }

    private async delete(resource: Registered, name: string): Promise<void> {
        const request = new proto.DeleteRequest();
        request.setUrn(urnOf(resource.type, name));
        request.setId(resource.id);
        request.setProperties(struct(resource.state));
        await this.plugin.send("delete", request);
    }
}

const urnOf = (type: string, name: string) => `urn:pulumi:test::conformance::${type}::${name}`;
