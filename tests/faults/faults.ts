import { setTimeout as sleep } from "node:timers/promises";
import type { Fate } from "../frontend/support/sqlProxy";
import type { Faults as AwsFaults } from "../sandbox/aws/faults";
import { QUERY_TIMEOUT_MS, type World } from "./world";

/** Where a fault strikes: at a statement, at the login, at the REST endpoint, at Lake Formation's API. */
export type Place = "statement" | "login" | "endpoint" | "lakeFormation";

export interface Fault {
    readonly name: string;
    readonly place: Place;
    /** Brings it about; returns what mends it, and waits for what is still under way. */
    readonly strike: (world: World, statement: RegExp) => () => void | Promise<void>;
    /** Whether the operation gets through all the same; left out where it depends on the operation. */
    readonly outcome?: "succeeds" | "fails";
}

/** What a frontend says that can't hand a statement on (observed on 3.5.7 and 4.1-dev). */
const LEADER_LOST = { errno: 1064, text: "java.net.ConnectException: Connection refused" };
/** More often than anybody tries again. */
const ALWAYS = 20;
/** Until the frontend lets clients in again, or an unanswered statement is done. */
const LATE_MS = QUERY_TIMEOUT_MS + 300;
const START_UP_MS = 300;

function meddling(fate: Fate, times = 1): Fault["strike"] {
    return ({ lake }, statement) => {
        for (let time = 0; time < times; time++) {
            lake.proxy.meddle(statement, fate);
        }
        return () => lake.proxy.leaveAlone();
    };
}

const restart: Fault["strike"] = ({ lake }, statement) => {
    lake.proxy.meddle(statement, "cutBefore", async () => lake.frontend.embedded!.restart());
    return () => lake.proxy.leaveAlone();
};

const late: Fault["strike"] = ({ lake }, statement) => {
    const { faults } = lake.frontend.embedded!;
    faults.delay = { statement, milliseconds: LATE_MS };
    return async () => {
        delete faults.delay;
        await sleep(LATE_MS);
    };
};

function refusing(milliseconds?: number): Fault["strike"] {
    return ({ lake }) => {
        const { faults } = lake.frontend.embedded!;
        const mend = () => {
            faults.refuseLogins = false;
        };
        faults.refuseLogins = true;
        lake.proxy.cutAll();
        if (milliseconds !== undefined) {
            void sleep(milliseconds).then(mend);
        }
        return mend;
    };
}

function hushed(since: "connection" | "login"): Fault["strike"] {
    return ({ lake: { proxy } }) => {
        proxy.hush(since);
        proxy.cutAll();
        return () => proxy.leaveAlone();
    };
}

function inAws(name: keyof AwsFaults, value: boolean | number = true): Fault["strike"] {
    return ({ lake }) => {
        lake.aws.faults[name] = value;
        return () => {
            lake.aws.faults[name] = false;
        };
    };
}

/** Each fault, one row each. */
export const FAULTS: readonly Fault[] = [
    { name: "cut before", place: "statement", strike: meddling("cutBefore"), outcome: "succeeds" },
    { name: "cut amid", place: "statement", strike: meddling("cutDuring"), outcome: "succeeds" },
    { name: "cut after", place: "statement", strike: meddling("cutAfter"), outcome: "succeeds" },
    { name: "cut twice", place: "statement", strike: meddling("cutAfter", 2) },
    { name: "restart", place: "statement", strike: restart, outcome: "succeeds" },
    { name: "done but unanswered", place: "statement", strike: meddling("unanswered") },
    { name: "done after the time-out", place: "statement", strike: late },
    { name: "hang", place: "statement", strike: meddling("swallowed") },
    { name: "leader lost", place: "statement", strike: meddling(LEADER_LOST) },
    { name: "leader lost for good", place: "statement", strike: meddling(LEADER_LOST, ALWAYS) },
    { name: "refused", place: "login", strike: refusing(), outcome: "fails" },
    { name: "silent port", place: "login", strike: hushed("connection"), outcome: "fails" },
    { name: "login unanswered", place: "login", strike: hushed("login"), outcome: "fails" },
    { name: "starting up", place: "login", strike: refusing(START_UP_MS), outcome: "succeeds" },
    { name: "REST 403", place: "endpoint", strike: inAws("restForbidden403"), outcome: "fails" },
    { name: "REST 429", place: "endpoint", strike: inAws("throttle429"), outcome: "fails" },
    { name: "REST 500", place: "endpoint", strike: inAws("error500"), outcome: "fails" },
    { name: "REST hang", place: "endpoint", strike: inAws("hang"), outcome: "fails" },
    { name: "REST trickle", place: "endpoint", strike: inAws("trickle"), outcome: "fails" },
    { name: "key visible late", place: "endpoint", strike: inAws("keyNotYetKnown", 1), outcome: "succeeds" },
    { name: "key not visible", place: "endpoint", strike: inAws("keyNotYetKnown"), outcome: "fails" },
    {
        name: "grant visible late",
        place: "endpoint",
        strike: inAws("grantNotYetKnown", 1),
        outcome: "succeeds",
    },
    { name: "grant not visible", place: "endpoint", strike: inAws("grantNotYetKnown"), outcome: "fails" },
    { name: "throttled", place: "lakeFormation", strike: inAws("lakeFormationThrottled") },
    { name: "throttled once", place: "lakeFormation", strike: inAws("lakeFormationThrottled", 1) },
    {
        name: "done and answered with 500",
        place: "lakeFormation",
        strike: inAws("lakeFormationAnswerLost", 1),
    },
    { name: "always answered with 500", place: "lakeFormation", strike: inAws("lakeFormationAnswerLost") },
    { name: "hangs", place: "lakeFormation", strike: inAws("lakeFormationHang"), outcome: "fails" },
    { name: "hangs once", place: "lakeFormation", strike: inAws("lakeFormationHang", 1) },
    { name: "principal visible late", place: "lakeFormation", strike: inAws("principalNotYetKnown", 1) },
    { name: "principal not visible", place: "lakeFormation", strike: inAws("principalNotYetKnown") },
];
