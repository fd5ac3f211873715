import { type Frontend, type Sandbox, startSandbox } from "../../sandbox";
import { openSqlClient, type SqlClient } from "../../sandbox/sqlClient";
import { type Consumer, openConsumer, type ProgramSource } from "./consumer";
import { type EngineStack, openStack, type Settings } from "./stack";

/** The configuration of an example's stack. */
export interface Configuration {
    readonly config: Settings;
    readonly secrets?: Settings;
}

export interface ExampleOptions {
    /** The example's own settings; whatever has to be there before the program may be made here. */
    readonly configure: (sandbox: Sandbox) => Configuration | Promise<Configuration>;
    /** How the program finds StarRocks; by the settings `starrocks:*` unless told otherwise. */
    readonly connect?: (frontend: Frontend) => Configuration;
    /** The program's files, where they aren't as the example has them. */
    readonly program?: (sandbox: Sandbox, consumer: Consumer) => ProgramSource;
}

/** An example that was copied away and has a sandbox of its own, with the package installed from its tarball. */
export interface OpenExample {
    readonly sandbox: Sandbox;
    readonly stack: EngineStack;
    /** A client of StarRocks' administrator. */
    readonly sql: SqlClient;
    close(): Promise<void>;
}

/** Opens a stack of an example; what was opened before a failure is closed again. */
export async function openExample(
    name: string,
    { configure, connect = starRocksSettings, program = () => ({ example: name }) }: ExampleOptions,
): Promise<OpenExample> {
    const opened: { close(): Promise<void> }[] = [];
    const close = async () => {
        for (const each of opened.splice(0).reverse()) {
            await each.close();
        }
    };
    try {
        const sandbox = await startSandbox();
        opened.push(sandbox);
        const consumer = await openConsumer();
        opened.push(consumer);
        const sql = await openSqlClient(sandbox.frontend);
        opened.push(sql);
        const connection = connect(sandbox.frontend);
        const { config, secrets } = await configure(sandbox);
        const stack = await openStack({
            program: await consumer.program(name, program(sandbox, consumer)),
            environment: sandbox.usersEnvironment,
            config: { ...connection.config, ...config },
            secrets: { ...connection.secrets, ...secrets },
        });
        opened.push(stack);
        return { sandbox, stack, sql, close };
    } catch (error) {
        await close();
        throw error;
    }
}

function starRocksSettings({ host, port, user, password }: Frontend): Configuration {
    return {
        config: { "starrocks:host": host, "starrocks:port": String(port), "starrocks:user": user },
        secrets: { "starrocks:password": password },
    };
}
