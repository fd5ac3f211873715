import { randomUUID } from "node:crypto";
import { systemObject } from "../accounts/accessControl";
import type { FrontendState, StatementContext } from "../context";
import type { StatementOf } from "../parser/statement";
import { type Cell, type ResultColumn, type StatementResult, textRows } from "../protocol/results";
import type { Session } from "../session";

const SHORT_INFO = 100;
const NUMERIC_COLUMNS = ["Id", "Time"];
const FRONTEND_COLUMNS =
    "Id Name IP EditLogPort HttpPort QueryPort RpcPort Role ClusterId Join Alive ReplayedJournalId LastHeartbeat " +
    "IsHelper ErrMsg StartTime Version";
const BACKEND_COLUMNS =
    "BackendId IP HeartbeatPort BePort HttpPort BrpcPort LastStartTime LastHeartbeat Alive SystemDecommissioned " +
    "ClusterDecommissioned TabletNum DataUsedCapacity AvailCapacity TotalCapacity UsedPct MaxDiskUsedPct ErrMsg " +
    "Version Status DataTotalCapacity DataUsedPct CpuCores MemLimit NumRunningQueries MemUsedPct CpuUsedPct " +
    "DataCacheMetrics Location StatusCode";
const COMPUTE_NODE_COLUMNS =
    "ComputeNodeId IP HeartbeatPort BePort HttpPort BrpcPort LastStartTime LastHeartbeat Alive " +
    "SystemDecommissioned ClusterDecommissioned ErrMsg Version CpuCores MemLimit NumRunningQueries MemUsedPct " +
    "CpuUsedPct DataCacheMetrics HasStoragePath StatusCode";
const EDIT_LOG_PORT = 9010;

export function showProcessList(
    { full }: StatementOf<"showProcessList">,
    { frontend, session }: StatementContext,
): StatementResult {
    const seesAll = frontend.access.allows(session, "OPERATE", systemObject());
    const now = frontend.now();
    const rows = [...frontend.sessions.values()]
        .filter(({ user }) => seesAll || user === session.user)
        .map((each) => {
            const values = processValues(each, full, now);
            return frontend.facts.processListColumns.map(
                (column): Cell =>
                    column === "ServerName" ? nodeName(frontend.startedAt) : (values[column] ?? null),
            );
        });
    const columns = frontend.facts.processListColumns.map(
        (name): ResultColumn => ({
            name,
            type: NUMERIC_COLUMNS.includes(name) ? "BIGINT" : "VARCHAR",
        }),
    );
    return { kind: "rows", columns, rows };
}

export function showFrontends(
    _: StatementOf<"showFrontends">,
    { frontend, session }: StatementContext,
): StatementResult {
    frontend.access.requireOnSystem(session, "OPERATE", "NODE");
    const { leaderPort = frontend.port, followerPorts = [] } = frontend.faults.cluster ?? {};
    const rows = [
        frontendRow(frontend, leaderPort, "LEADER"),
        ...followerPorts.map((port) => frontendRow(frontend, port, "FOLLOWER")),
    ];
    return textRows(FRONTEND_COLUMNS.split(" "), rows);
}

function frontendRow(frontend: FrontendState, port: number, role: string): string[] {
    const { facts, startedAt } = frontend;
    return [
        String(facts.frontendId),
        nodeName(startedAt),
        "127.0.0.1",
        String(EDIT_LOG_PORT),
        "8030",
        String(port),
        "9020",
        role,
        frontend.clusterId,
        "true",
        "true",
        "1",
        timeText(frontend.now()),
        "true",
        "",
        timeText(startedAt),
        facts.versionComment,
    ];
}

export function showBackends(
    _: StatementOf<"showBackends">,
    { frontend, session }: StatementContext,
): StatementResult {
    frontend.access.requireOnSystem(session, "OPERATE", "NODE");
    const columns = BACKEND_COLUMNS.split(" ");
    const values: Record<string, string> = {
        BackendId: "10001",
        IP: "127.0.0.1",
        Alive: "true",
        Version: frontend.facts.versionComment,
        StatusCode: "OK",
    };
    const rows = frontend.faults.noBackend ? [] : [columns.map((column) => values[column] ?? "")];
    return textRows(columns, rows);
}

export function showComputeNodes(
    _: StatementOf<"showComputeNodes">,
    { frontend, session }: StatementContext,
): StatementResult {
    frontend.access.requireOnSystem(session, "OPERATE", "NODE");
    return textRows(COMPUTE_NODE_COLUMNS.split(" "), []);
}

export function showWarnings(): StatementResult {
    return textRows(["Level", "Code", "Message"], []);
}

export function showPrivileges(): StatementResult {
    return textRows(["Privilege", "Context", "Comment"], []);
}

export function adminShowConfig(
    _: StatementOf<"adminShowConfig">,
    { frontend, session }: StatementContext,
): StatementResult {
    frontend.access.requireOnSystem(session, "OPERATE");
    return textRows(["Key", "AliasNames", "Value", "Type", "IsMutable", "Comment"], []);
}

function processValues(session: Session, full: boolean, now: Date): Record<string, string> {
    const seconds = Math.floor((now.getTime() - session.connectedAt.getTime()) / 1000);
    return {
        Id: String(session.id),
        User: session.user.name.name,
        Host: session.host,
        Db: session.database,
        Command: session.running ? "Query" : "Sleep",
        ConnectionStartTime: timeText(session.connectedAt),
        Time: String(seconds),
        State: session.state,
        Info: full ? session.statement : session.statement.slice(0, SHORT_INFO),
        IsPending: "false",
        Warehouse: "default_warehouse",
        CNGroup: "",
        Catalog: session.catalog,
        ...(session.running ? { QueryId: randomUUID() } : {}),
    };
}

function nodeName(startedAt: Date): string {
    return `127.0.0.1_${EDIT_LOG_PORT}_${startedAt.getTime()}`;
}

function timeText(time: Date): string {
    return time.toISOString().slice(0, 19).replace("T", " ");
}
