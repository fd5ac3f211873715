import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Consumer, openConsumer } from "../../engine/support/consumer";
import { engineEnvironment, engineFolders } from "../../engine/support/engineEnvironment";
import { pulumiCli } from "../../engine/support/pulumiCli";
import { type SqlProxy, startSqlProxy } from "../../frontend/support/sqlProxy";
import { openSqlClient, type SqlClient } from "../../sandbox/sqlClient";
import { type StarRocksFrontend, type StarRocksVersion, startStarRocks } from "../../sandbox/starrocks";
import { FakeServer } from "../../unit/sandbox/starrocksFixtures";
import type { Wanted } from "./lives";
import { PulumiRun } from "./pulumiRun";

const PROJECT = "faults";
const STACK = "test";

/** What is declared comes with each command. */
const PROGRAM = `
const { AccessLevel, StarRocksCatalog, StarRocksGrant } = require("pulumi-starrocks-s3tables");
const { connection, uri, wanted: { region, comment } } = JSON.parse(process.env.FAULTS_DECLARED);
const lake = new StarRocksCatalog("lake", {
    connection, catalogName: "lake", rest: { uri }, comment, s3: { region }, propagationTimeoutSeconds: 2,
});
new StarRocksGrant("readers", {
    connection, catalogName: lake.catalogName, role: "readers", createRole: true, access: AccessLevel.Read,
});
`;

export interface StoredResource {
    readonly type: string;
    readonly outputs?: Readonly<Record<string, unknown>>;
}

/** A stack on the real engine, a frontend, and nobody else. */
export interface EngineWorld {
    readonly frontend: StarRocksFrontend;
    readonly proxy: SqlProxy;
    readonly sql: SqlClient;
    /** Where the engine keeps its state. */
    readonly stateFolder: string;
    /** Runs the CLI; the program declares what is wanted. */
    cli(parameters: readonly string[], wanted?: Wanted): PulumiRun;
    /** What the state holds of this package's resources. */
    stored(): Promise<readonly StoredResource[]>;
    /** An empty stack, whatever became of the old one. */
    reset(): Promise<void>;
    close(): Promise<void>;
}

/** A disk that can be filled; nothing where there can be none. */
export interface SmallDisk {
    readonly folder: string;
    close(): Promise<void>;
}

const DISK_SIZE = "2m";

/** Only root may mount, and only Linux has this file system. */
export async function openSmallDisk(): Promise<SmallDisk | undefined> {
    const folder = await mkdtemp(join(tmpdir(), "small-disk-"));
    const mount = spawnSync("mount", ["-t", "tmpfs", "-o", `size=${DISK_SIZE}`, "tmpfs", folder]);
    if (mount.status !== 0) {
        await rm(folder, { recursive: true });
        return undefined;
    }
    const unmount = () => spawnSync("umount", [folder]);
    process.on("exit", unmount);
    return {
        folder,
        close: async () => {
            process.off("exit", unmount);
            unmount();
            await rm(folder, { recursive: true });
        },
    };
}

/** @param disk where the state goes; a folder of its own unless told otherwise. */
export async function openEngineWorld(version: StarRocksVersion, disk?: SmallDisk): Promise<EngineWorld> {
    const consumer: Consumer = await openConsumer();
    const cli = await pulumiCli();
    const rest = await FakeServer.start();
    const frontend = await startStarRocks({ version });
    const proxy = await startSqlProxy({ host: "127.0.0.1", port: frontend.port });
    const sql = await openSqlClient(frontend);
    const root = await mkdtemp(join(tmpdir(), "pulumi-faults-"));
    const folders = { ...engineFolders(root), ...(disk && { state: join(disk.folder, "state") }) };
    const directory = await consumer.program(PROJECT, { files: { "index.js": PROGRAM } });
    const declared = (wanted: Wanted) => ({
        uri: `${rest.address}/iceberg`,
        connection: {
            host: "127.0.0.1",
            port: proxy.port,
            user: "root",
            startupTimeoutSeconds: 60,
            queryTimeoutSeconds: 10,
        },
        wanted,
    });
    const run = (parameters: readonly string[], wanted: Wanted = {}) =>
        new PulumiRun(
            {
                executable: cli.executable,
                directory,
                environment: {
                    ...process.env,
                    ...engineEnvironment(cli, folders),
                    FAULTS_DECLARED: JSON.stringify(declared(wanted)),
                },
            },
            parameters,
        );
    const reset = async () => {
        await rm(folders.state, { recursive: true, force: true });
        await mkdir(folders.state);
        await run(["stack", "init", STACK]).ended;
    };
    await reset();
    return {
        frontend,
        proxy,
        sql,
        stateFolder: folders.state,
        cli: run,
        stored: async () => {
            const file = join(folders.state, ".pulumi", "stacks", PROJECT, `${STACK}.json`);
            const { checkpoint } = JSON.parse(await readFile(file, "utf8"));
            const resources: StoredResource[] = checkpoint.latest?.resources ?? [];
            return resources.filter(({ type }) => /starrocks:/.test(type));
        },
        reset,
        close: async () => {
            await sql.close();
            await proxy.close();
            await frontend.close();
            await rest.close();
            await consumer.close();
            await rm(root, { recursive: true, force: true });
        },
    };
}
