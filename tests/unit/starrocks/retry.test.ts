import { expect } from "chai";
import { tellProgressBy } from "../../../components/common/progress";
import { type Clock, retry } from "../../../components/common/retry";
import { collectProgress } from "../../frontend/support/progressLines";

/** A clock that only sleeping moves. */
function fakeClock(): Clock & { readonly pauses: number[] } {
    let time = 0;
    const pauses: number[] = [];
    return {
        pauses,
        now: () => time,
        sleep: async (milliseconds) => {
            pauses.push(milliseconds);
            time += milliseconds;
        },
    };
}

/** Fails so many times, then succeeds. */
function failing(times: number): () => Promise<string> {
    let left = times;
    return async () => {
        left -= 1;
        if (left >= 0) {
            throw new Error(`${left} to go`);
        }
        return "done";
    };
}

const PATIENT = { mayHeal: () => true, waitingFor: () => "Godot", deadlineSeconds: 60 };

describe("Waiting", () => {
    let clock: ReturnType<typeof fakeClock>;
    let progress: ReturnType<typeof collectProgress>;

    beforeEach(() => {
        clock = fakeClock();
        progress = collectProgress();
    });
    afterEach(() => progress.stop());

    it("isn't needed for what succeeds at once", async () => {
        expect(await retry({ ...PATIENT, act: failing(0) }, clock)).to.equal("done");
        expect(progress.lines).to.deep.equal([]);
    });

    it("doubles its pauses from half a second to eight seconds", async () => {
        await retry({ ...PATIENT, act: failing(7) }, clock);
        expect(clock.pauses).to.deep.equal([500, 1000, 2000, 4000, 8000, 8000, 8000]);
    });

    it("tells what for, what the last attempt brought, and how long already", async () => {
        const seen = (error: unknown) => (error as Error).message;
        await retry({ ...PATIENT, act: failing(3), seen }, clock);
        expect(progress.lines).to.deep.equal([
            "waiting for Godot (2 to go, 0 s of 60 s)",
            "waiting for Godot (1 to go, 1 s of 60 s)",
            "waiting for Godot (0 to go, 2 s of 60 s)",
        ]);
    });

    it("tells once what doesn't change, however long it takes", async () => {
        const seen = (error: unknown) => ((error as Error).message === "0 to go" ? "nearly" : "far");
        await retry({ ...PATIENT, act: failing(6), seen }, clock);
        expect(progress.lines).to.deep.equal([
            "waiting for Godot (far, 0 s of 60 s)",
            "waiting for Godot (nearly, 16 s of 60 s)",
        ]);
    });

    it("tells a host that can show what goes on each time", async () => {
        const told: [line: string, isNew: boolean][] = [];
        const before = tellProgressBy({
            happened: () => {},
            goesOn: (line, isNew) => told.push([line, isNew]),
        });
        await retry({ ...PATIENT, act: failing(2) }, clock).finally(() => tellProgressBy(before));
        expect(told).to.deep.equal([
            ["waiting for Godot (0 s of 60 s)", true],
            ["waiting for Godot (1 s of 60 s)", false],
        ]);
    });

    it("ends at the deadline with one more attempt and the last error", async () => {
        const act = failing(100);
        const error = await retry({ ...PATIENT, act, deadlineSeconds: 5 }, clock).catch(
            (each: Error) => each.message,
        );
        expect(clock.pauses).to.deep.equal([500, 1000, 2000, 1500]);
        expect(error).to.equal("95 to go");
    });

    it("tries once if there is no time at all", async () => {
        await retry({ ...PATIENT, act: failing(1), deadlineSeconds: 0 }, clock).catch(() => {});
        expect(clock.pauses).to.deep.equal([]);
    });

    it("counts from when it began, also if that was long ago", async () => {
        await clock.sleep(58_000);
        await retry({ ...PATIENT, act: failing(9), since: 0 }, clock).catch(() => {});
        expect(clock.pauses.slice(1)).to.deep.equal([500, 1000, 500]);
    });

    it("ends at once with what waiting doesn't mend", async () => {
        const error = await retry({ ...PATIENT, act: failing(9), mayHeal: () => false }, clock).catch(
            (each: Error) => each.message,
        );
        expect(error).to.equal("8 to go");
        expect(clock.pauses).to.deep.equal([]);
    });
});
