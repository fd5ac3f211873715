import type { EngineEvent, StepEventMetadata } from "@pulumi/pulumi/automation";
import { expect } from "chai";
import { diagnosticsOf, stepsOf, summaryOf } from "../engine/support/events";

const URN = "urn:pulumi:test::project::pulumi-nodejs:dynamic/starrocks:Catalog::lake";
const PROVIDER_URN = "urn:pulumi:test::project::pulumi:providers:aws::default_7_48_0";

function metadata(op: string, more: Partial<StepEventMetadata> = {}): StepEventMetadata {
    return {
        op,
        urn: URN,
        type: "pulumi-nodejs:dynamic/starrocks:Catalog",
        provider: "",
        ...more,
    } as StepEventMetadata;
}

function event(content: Partial<EngineEvent>): EngineEvent {
    return { sequence: 0, timestamp: 0, ...content } as EngineEvent;
}

const announced = (data: StepEventMetadata) => event({ resourcePreEvent: { metadata: data } });
const finished = (data: StepEventMetadata) => event({ resOutputsEvent: { metadata: data } });

describe("The steps of an engine operation", () => {
    it("are named by the last part of the URN", () => {
        expect(stepsOf([announced(metadata("create"))])[0]?.name).to.equal("lake");
    });

    it("count once, though the engine tells of them before and after", () => {
        expect(stepsOf([announced(metadata("create")), finished(metadata("create"))])).to.have.length(1);
    });

    it("of a refresh are what the provider found", () => {
        const found = metadata("update", { diffs: ["comment"] });
        expect(stepsOf([announced(metadata("refresh")), finished(found)]).map(({ op }) => op)).to.deep.equal([
            "update",
        ]);
    });

    it("leave out the providers that the engine makes by itself", () => {
        expect(stepsOf([announced(metadata("create", { urn: PROVIDER_URN }))])).to.deep.equal([]);
    });

    it("tell by property path how the property differs", () => {
        const detailedDiff = { "properties.type": { diffKind: "update", inputDiff: true } };
        const changed = metadata("update", { detailedDiff } as Partial<StepEventMetadata>);
        expect(stepsOf([announced(changed)])[0]?.detailedDiff).to.deep.equal({ "properties.type": "update" });
    });
});

describe("The diagnostics of an engine operation", () => {
    const said = (severity: string, message: string) =>
        event({ diagnosticEvent: { severity, message, color: "never" } as EngineEvent["diagnosticEvent"] });

    it("have no colour commands in them", () => {
        expect(diagnosticsOf([said("error", "<{%fg 1%}>error: <{%reset%}>no\n")])).to.deep.equal([
            "error: error: no",
        ]);
    });

    it("leave out what only a developer of the engine reads", () => {
        expect(diagnosticsOf([said("debug", "RegisterResource RPC prepared")])).to.deep.equal([]);
    });
});

describe("The summary of an engine operation", () => {
    it("is the engine's own count", () => {
        const summary = { resourceChanges: { create: 2 } } as unknown as EngineEvent["summaryEvent"];
        expect(summaryOf([event({ summaryEvent: summary })])).to.deep.equal({ create: 2 });
    });
});
