import { openLake } from "../frontend/support/lake";
import { BENCH_CATALOG, BENCH_ROLE } from "./programs";
import type { Answer, Question, Surroundings } from "./surroundings";

/**
 * The sandbox in a process of its own, as it is far away from a user's machine: what it computes is counted apart. The
 * bench talks to it over Node's channel between processes.
 */
async function main(): Promise<void> {
    const lake = await openLake(process.argv[2] as "3.5" | "4.1");
    const { aws, frontend, proxy, sandbox, sql } = lake;
    const { properties } = lake.inputs();
    const list = Object.entries(properties).map(([key, value]) => `"${key}" = "${value}"`);
    await sql.run(`DROP CATALOG IF EXISTS ${BENCH_CATALOG}`);
    await sql.run(`CREATE EXTERNAL CATALOG ${BENCH_CATALOG} PROPERTIES (${list.join(", ")})`);
    const { host, port, user, password } = frontend;
    const described: Surroundings = {
        environment: sandbox.environment,
        login: { host, port, user, password },
        countingPort: proxy.port,
        version: frontend.version,
        isReal: frontend.isReal,
        properties,
        restEndpoint: `${aws.endpoints.glue}/iceberg`,
    };
    const usage = (): Answer => {
        const { user: own, system } = process.cpuUsage();
        return {
            computedMs: (own + system) / 1000,
            statements: proxy.statements.length,
            connections: proxy.connections(),
            requests: aws.requests.filter(({ path }) => path.startsWith("/iceberg")).length,
        };
    };
    const close = async () => {
        const roles = await sql.column("SHOW ROLES");
        for (const role of roles.filter((each) => each?.startsWith(BENCH_ROLE))) {
            await sql.run(`DROP ROLE ${role}`);
        }
        await sql.run(`DROP CATALOG ${BENCH_CATALOG}`);
        await lake.close();
        process.disconnect();
    };
    process.on("message", (question: Question) => {
        if (question === "close") {
            void close();
        } else {
            process.send!(usage());
        }
    });
    process.send!(described);
}

void main();
