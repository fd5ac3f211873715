import type { dynamic } from "@pulumi/pulumi";
import { expect } from "chai";
import { progress } from "../../components/common/progress";
import { guarded } from "../../components/providers/guarded";
import { collectProgressOfTests } from "../frontend/support/progressLines";

const PASSWORD = "tr0ub4dor&3-tr0ub4dor";
const MARKED = "marked-by-the-program-1";
const GIVEN = {
    connection: { password: PASSWORD },
    properties: { "iceberg.catalog.header.x-tenant": MARKED, type: "iceberg" },
    secretProperties: ["iceberg.catalog.header.x-tenant"],
};

function failing(error: unknown): dynamic.ResourceProvider {
    const fail = async () => {
        throw error;
    };
    return guarded({ check: fail, create: fail, read: fail, update: fail, delete: fail });
}

async function thrown(act: () => Promise<unknown>): Promise<Error & Record<string, unknown>> {
    return act().then(
        () => expect.fail("nothing was thrown"),
        (error) => error,
    );
}

describe("What leaves a dynamic provider", () => {
    const lines = collectProgressOfTests();

    it("has no frame of a stack, in what the host prints of a refresh and a deletion", async () => {
        const provider = failing(new Error("catalog lake can't be dropped: no.\n  What to do: wait."));
        for (const act of [() => provider.read!("id", GIVEN), () => provider.delete!("id", GIVEN)]) {
            const error = await thrown(act);
            expect(error.message).to.equal("catalog lake can't be dropped: no.\n  What to do: wait.");
            expect(`${error}: ${error.stack}`).to.not.match(/\n\s+at |\.[jt]s:\d+/);
        }
    });

    it("has no secret that the provider was given, whoever's error it is", async () => {
        const error = await thrown(() =>
            failing(new TypeError(`bad ${PASSWORD}, ${encodeURIComponent(PASSWORD)} and ${MARKED}`)).create(
                GIVEN,
            ),
        );
        expect(error.message).to.equal("bad [secret], [secret] and [secret]");
        expect(JSON.stringify({ ...error, text: `${error}`, stack: error.stack })).to.not.match(
            /tr0ub4dor|marked/,
        );
    });

    it("has no secret of the configuration, also in a line of progress", async () => {
        const provider = guarded<dynamic.ResourceProvider>({
            configure: async () => {},
            create: async () => ({ id: "id", outs: {} }),
        });
        const get = (key: string) => (key === "starrocks:password" ? "configured-pass-9" : undefined);
        await provider.configure!({ config: { get } } as unknown as dynamic.ConfigureRequest);
        progress("waiting for configured-pass-9");
        expect(lines.lines).to.deep.equal(["waiting for [secret]"]);
    });

    it("has no secret in a refusal", async () => {
        const provider = guarded<dynamic.ResourceProvider>({
            check: async () => ({ inputs: GIVEN, failures: [{ property: "x", reason: `is ${MARKED}` }] }),
            create: async () => ({ id: "id", outs: {} }),
        });
        const { failures } = await provider.check!({}, GIVEN);
        expect(failures).to.deep.equal([{ property: "x", reason: "is [secret]" }]);
    });

    it("keeps what the engine needs of a resource that was made and doesn't work", async () => {
        const failure = Object.assign(new Error("no"), { id: "lake", properties: { a: 1 }, reasons: ["no"] });
        expect(await thrown(() => failing(failure).create(GIVEN))).to.include({ id: "lake" });
    });

    it("is an error whatever was thrown", async () => {
        expect((await thrown(() => failing(undefined).create(GIVEN))).message).to.equal("undefined");
    });
});
