import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { answered } from "../../../components/awsAccess/timeLimits";
import { interrupt, steadfast } from "../../../components/common/interruption";
import { retry } from "../../../components/common/retry";
import { withSession } from "../../../components/starrocks/connection/session";
import { resolveConnection } from "../../../components/starrocks/connection/settings";
import { preflight } from "../../../components/starrocks/preflight/preflight";
import { restTarget } from "../../../components/starrocks/preflight/target";
import { startStarRocks } from "../../sandbox/starrocks";
import { startSqlProxy } from "./sqlProxy";

/** Waits in every way that there is, is interrupted, and prints what became of each wait: an interrupt is for good. */
async function main(): Promise<void> {
    const silent = createServer(() => {});
    silent.listen(0, "127.0.0.1");
    await once(silent, "listening");
    const { port } = silent.address() as AddressInfo;
    const frontend = await startStarRocks();
    const proxy = await startSqlProxy({ host: "127.0.0.1", port: frontend.port });
    const to = (where: number) =>
        resolveConnection({ host: "127.0.0.1", port: where, user: "root" }, () => undefined);
    const target = restTarget({
        "iceberg.catalog.uri": `http://127.0.0.1:${port}/iceberg`,
        "iceberg.catalog.type": "rest",
        "iceberg.catalog.rest.sigv4-enabled": "true",
        "iceberg.catalog.rest.signing-region": "us-east-1",
        "iceberg.catalog.rest.access-key-id": "AKIA",
        "iceberg.catalog.rest.secret-access-key": "secret",
    })!;
    const failing = (times: number) => async () => {
        times -= 1;
        if (times >= 0) {
            throw new Error("not yet");
        }
        return "done";
    };
    const again = { mayHeal: () => true, waitingFor: () => "better days", deadlineSeconds: 600 };

    const connections = once(silent, "connection").then(() => once(silent, "connection"));
    const isShown = new Promise<void>((resolve) => {
        proxy.meddle(/^SHOW/, "swallowed", async () => resolve());
    });
    const waits: Record<string, Promise<unknown>> = {
        retry: retry({ ...again, act: failing(Infinity), seen: () => "rain" }),
        "AWS call": answered("Lake Formation", () => new Promise(() => {})),
        "REST call": preflight(target, [], 600),
        login: withSession(to(port), (session) => session.query("SHOW CATALOGS")),
        SHOW: withSession(to(proxy.port), (session) => session.query("SHOW CATALOGS")),
        "steadfast retry": steadfast(() => retry({ ...again, act: failing(1) })),
    };
    await Promise.all([connections, isShown]);
    interrupt();
    waits["DROP afterwards"] = withSession(to(proxy.port), (session) => session.query("DROP CATALOG lake"));
    waits["AWS call afterwards"] = answered("Lake Formation", async () => "called");
    const outcomes = await Promise.allSettled(Object.values(waits));
    const told = outcomes.map((each) => (each.status === "fulfilled" ? each.value : each.reason.message));
    process.stderr.write(
        JSON.stringify(Object.fromEntries(Object.keys(waits).map((key, index) => [key, told[index]]))),
    );
    process.exit(0);
}

void main();
