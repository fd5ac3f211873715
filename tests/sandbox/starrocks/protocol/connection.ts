import { randomBytes } from "node:crypto";
import type { Socket } from "node:net";
import type { FrontendState } from "../context";
import { asSqlError, failure, SqlError, sqlError } from "../errors";
import { delayed } from "../faults";
import { parse } from "../parser";
import { NO_BACKEND } from "../query/sessionValues";
import { Session } from "../session";
import { execute } from "../statements";
import { enterDatabase } from "../statements/databases";
import { PacketReader } from "./buffers";
import { greeting, isSslRequest, type LoginRequest, parseChangeUser, parseLogin } from "./handshake";
import { authenticate, type LoginDirectory } from "./login";
import { PacketStream, type TlsKeyPair } from "./packetStream";
import { endOfRows, errorPacket, MORE_RESULTS, okPacket, resultPackets } from "./results";

const COMMAND = {
    QUIT: 0x01,
    INIT_DB: 0x02,
    QUERY: 0x03,
    FIELD_LIST: 0x04,
    PING: 0x0e,
    CHANGE_USER: 0x11,
    STMT_PREPARE: 0x16,
    STMT_CLOSE: 0x19,
    SET_OPTION: 0x1b,
    RESET_CONNECTION: 0x1f,
} as const;

export interface ConnectionSettings {
    frontend: FrontendState;
    directory: LoginDirectory;
    tls: TlsKeyPair | undefined;
    /** Called with the text of every COM_QUERY. */
    log(text: string): void;
}

/** Serves one client from greeting to goodbye. */
export class Connection {
    private readonly stream: PacketStream;
    private readonly salt = Buffer.from(randomBytes(20).map((byte) => (byte % 94) + 33));
    private readonly host: string;
    private session: Session | undefined;

    constructor(
        socket: Socket,
        private readonly id: number,
        private readonly settings: ConnectionSettings,
    ) {
        this.stream = new PacketStream(socket);
        this.host = `${socket.remoteAddress}:${socket.remotePort}`;
    }

    async serve(): Promise<void> {
        try {
            await this.login();
            while (await this.answerCommand()) {
                // Each round answers one command.
            }
        } catch (error) {
            if (error instanceof SqlError) {
                this.stream.write(errorPacket(error));
            }
        } finally {
            this.settings.frontend.sessions.delete(this.id);
            this.stream.end();
        }
    }

    disconnect(): void {
        this.stream.destroy();
    }

    private async login(): Promise<void> {
        const { tls, frontend } = this.settings;
        this.stream.write(greeting(this.id, this.salt, tls !== undefined));
        let payload = await this.received();
        if (tls !== undefined && isSslRequest(payload)) {
            this.stream.upgrade(tls);
            payload = await this.received();
        }
        const request = parseLogin(payload);
        const user = await this.authenticated(request);
        this.session = new Session(this.id, user, this.host, frontend.now(), () => this.disconnect());
        frontend.sessions.set(this.id, this.session);
        await this.enter(request.database);
        this.stream.write(okPacket());
    }

    private async authenticated(request: LoginRequest) {
        const address = this.host.slice(0, this.host.lastIndexOf(":"));
        return authenticate(this.stream, request, address, this.salt, this.settings.directory);
    }

    /** A database whose REST catalog fails ends the connection without a word (observed on both versions). */
    private async enter(database: string): Promise<void> {
        if (database !== "") {
            await enterDatabase(database.split("."), this.context);
        }
    }

    private async answerCommand(): Promise<boolean> {
        const payload = await this.stream.read();
        const command = payload?.readUInt8(0);
        if (payload === undefined || command === COMMAND.QUIT) {
            return false;
        }
        const reader = new PacketReader(payload.subarray(1));
        try {
            await this.answer(command!, reader);
        } catch (error) {
            if (!(error instanceof SqlError)) {
                throw error;
            }
            this.context.session.state = "ERR";
            this.stream.write(errorPacket(error));
        }
        return true;
    }

    private async answer(command: number, reader: PacketReader): Promise<void> {
        switch (command) {
            case COMMAND.QUERY:
                return this.query(reader.rest().toString("utf8"));
            case COMMAND.INIT_DB:
                await execute({ kind: "use", name: reader.rest().toString("utf8").split(".") }, this.context);
                return this.stream.write(okPacket());
            case COMMAND.PING:
                return this.stream.write(okPacket());
            case COMMAND.RESET_CONNECTION:
                this.context.session.reset(this.context.session.user);
                return this.stream.write(okPacket());
            case COMMAND.CHANGE_USER:
                return this.changeUser(parseChangeUser(reader.rest()));
            case COMMAND.FIELD_LIST:
            case COMMAND.SET_OPTION:
                return this.stream.write(endOfRows(0));
            case COMMAND.STMT_PREPARE:
                return this.refusePrepare(reader.rest().toString("utf8"));
            case COMMAND.STMT_CLOSE:
                return;
            default:
                throw sqlError("unknownCommand");
        }
    }

    private async query(text: string): Promise<void> {
        const { frontend, log } = this.settings;
        const { faults } = frontend;
        log(text);
        if (faults.dropConnectionBefore?.test(text)) {
            return this.disconnect();
        }
        await delayed(faults, text, frontend.signal);
        if (faults.dropConnectionDuring?.test(text)) {
            this.disconnect();
        }
        const packets = await this.run(text);
        if (faults.dropConnectionAfter?.test(text)) {
            return this.disconnect();
        }
        for (const packet of packets) {
            this.stream.write(packet);
        }
    }

    /** Runs all statements of the text up to the first that fails. */
    private async run(text: string): Promise<Buffer[]> {
        const { session } = this.context;
        Object.assign(session, { running: true, statement: text, state: "OK" });
        const packets: Buffer[] = [];
        try {
            const statements = parse(text);
            for (const [index, statement] of statements.entries()) {
                const result = await execute(statement, this.context);
                packets.push(...resultPackets(result, index < statements.length - 1 ? MORE_RESULTS : 0));
            }
        } catch (error) {
            session.state = "ERR";
            packets.push(errorPacket(asSqlError(error)));
        } finally {
            session.running = false;
        }
        return packets;
    }

    private async changeUser(request: LoginRequest): Promise<void> {
        this.context.session.reset(await this.authenticated(request));
        await this.enter(request.database);
        this.stream.write(okPacket());
    }

    /** Only queries can be prepared, and they run on backends (observed without one). */
    private refusePrepare(text: string): never {
        throw parse(text).every(({ kind }) => kind === "query")
            ? failure(NO_BACKEND)
            : sqlError("notPreparable");
    }

    private async received(): Promise<Buffer> {
        const payload = await this.stream.read();
        if (payload === undefined) {
            throw new Error("the client went away during the handshake");
        }
        return payload;
    }

    private get context() {
        return { frontend: this.settings.frontend, session: this.session! };
    }
}
