#!/usr/bin/env node
"use strict";

/**
 * A language host for `runtime: nodejs`, for a Pulumi CLI that was built from source: the official host isn't
 * part of the CLI's Go module. It serves `pulumirpc.LanguageRuntime` and runs the program with the launcher
 * that the program's own `@pulumi/pulumi` brings (`cmd/run`), as the official one does.
 *
 * The file is copied beside the CLI as `pulumi-language-nodejs`, so it finds everything through the program.
 */
const { spawn } = require("node:child_process");
const { createRequire } = require("node:module");
const path = require("node:path");

/** `cmd/run` has told the user what went wrong; a second message would only be noise. */
const EXITED_AFTER_USER_MESSAGE = 32;
const PARENT_CHECK_MILLISECONDS = 1000;

const engineAddress = process.argv[process.argv.length - 1];
const runningPrograms = new Set();

function requireFromProgram(directory) {
    const fromProgram = createRequire(path.join(directory, "program.js"));
    let sdk;
    try {
        sdk = fromProgram.resolve("@pulumi/pulumi/package.json");
    } catch {
        throw new Error(`@pulumi/pulumi is not installed for ${directory}: run npm install there`);
    }
    return createRequire(sdk);
}

function programArguments(request, launcher, options) {
    const named = {
        monitor: request.getMonitorAddress(),
        engine: engineAddress,
        organization: request.getOrganization(),
        project: request.getProject(),
        "root-directory": request.getInfo().getRootDirectory(),
        stack: request.getStack(),
        pwd: request.getPwd(),
        parallel: String(request.getParallel()),
    };
    const flags = Object.entries(named).flatMap(([name, value]) => (value ? [`--${name}`, value] : []));
    const nodeArguments = (options.nodeargs ?? "").split(/\s+/).filter(Boolean);
    const dryRun = request.getDryrun() ? ["--dry-run"] : [];
    const entryPoint = request.getInfo().getEntryPoint() || ".";
    return [...nodeArguments, launcher, ...flags, ...dryRun, entryPoint, ...request.getArgsList()];
}

function programEnvironment(request, options) {
    const config = Object.fromEntries(request.getConfigMap().toObject());
    return {
        ...process.env,
        PULUMI_CONFIG: JSON.stringify(config),
        PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
        PULUMI_NODEJS_TYPESCRIPT: String(options.typescript ?? true),
        ...(options.tsconfig ? { PULUMI_NODEJS_TSCONFIG_PATH: options.tsconfig } : {}),
    };
}

function run(request, finish) {
    const options = request.getInfo().getOptions()?.toJavaScript() ?? {};
    const launcher = requireFromProgram(request.getInfo().getProgramDirectory()).resolve("./cmd/run");
    const program = spawn(process.execPath, programArguments(request, launcher, options), {
        cwd: request.getPwd(),
        env: programEnvironment(request, options),
        stdio: ["ignore", "inherit", "inherit"],
    });
    runningPrograms.add(program);
    program.on("error", (error) => finish(`the program could not be started: ${error.message}`, false));
    program.on("exit", (code, signal) => {
        runningPrograms.delete(program);
        if (code === 0) {
            finish("", false);
        } else if (code === EXITED_AFTER_USER_MESSAGE) {
            finish("", true);
        } else {
            finish(`Program exited with ${signal ?? `non-zero exit code: ${code}`}`, false);
        }
    });
}

/** Installs what a plugin needs, as the official host does for `pulumi package add`. */
function installDependencies(call) {
    const directory = call.request.getInfo().getProgramDirectory();
    if (isInstalled(directory)) {
        call.end();
        return;
    }
    const npm = spawn("npm", ["install", "--no-audit", "--no-fund", "--loglevel=error"], {
        cwd: directory,
        stdio: ["ignore", "ignore", "inherit"],
    });
    npm.on("error", (error) => call.emit("error", error));
    npm.on("exit", (code) =>
        code === 0 ? call.end() : call.emit("error", new Error(`npm install failed in ${directory}`)),
    );
}

function isInstalled(directory) {
    try {
        requireFromProgram(directory);
        return true;
    } catch {
        return false;
    }
}

/** Runs a plugin with the launcher that its own `@pulumi/pulumi` brings, and hands on what it prints. */
function runPlugin(call, answer) {
    const { request } = call;
    const directory = request.getInfo().getProgramDirectory();
    const launcher = requireFromProgram(directory).resolve("./cmd/run-plugin");
    const plugin = spawn(process.execPath, [launcher, directory, ...request.getArgsList()], {
        cwd: request.getPwd(),
        env: Object.fromEntries(request.getEnvList().map((each) => splitAt(each, each.indexOf("=")))),
        stdio: ["ignore", "pipe", "pipe"],
    });
    runningPrograms.add(plugin);
    plugin.stdout.on("data", (bytes) => call.write(answer().setStdout(bytes)));
    plugin.stderr.on("data", (bytes) => call.write(answer().setStderr(bytes)));
    plugin.on("close", (code) => {
        runningPrograms.delete(plugin);
        call.write(answer().setExitcode(code ?? 1));
        call.end();
    });
    call.on("cancelled", () => plugin.kill("SIGTERM"));
}

function splitAt(text, index) {
    return [text.slice(0, index), text.slice(index + 1)];
}

function stop() {
    for (const program of runningPrograms) {
        program.kill("SIGTERM");
    }
}

function serve() {
    const fromSdk = requireFromProgram(process.env.LANGUAGE_HOST_MODULES ?? process.cwd());
    const grpc = fromSdk("@grpc/grpc-js");
    const { Empty } = fromSdk("google-protobuf/google/protobuf/empty_pb.js");
    const { LanguageRuntimeService } = fromSdk("./proto/language_grpc_pb.js");
    const messages = fromSdk("./proto/language_pb.js");
    const { PluginInfo } = fromSdk("./proto/plugin_pb.js");

    const answer = (message) => (_call, reply) => reply(null, message());
    const server = new grpc.Server({ "grpc.max_receive_message_length": -1 });
    server.addService(LanguageRuntimeService, {
        handshake: answer(() => new messages.LanguageHandshakeResponse()),
        getPluginInfo: answer(() => new PluginInfo().setVersion(fromSdk("./package.json").version)),
        getRequiredPackages: answer(() => new messages.GetRequiredPackagesResponse()),
        getRequiredPlugins: answer(() => new messages.GetRequiredPluginsResponse()),
        getProgramDependencies: answer(() => new messages.GetProgramDependenciesResponse()),
        runtimeOptionsPrompts: answer(() => new messages.RuntimeOptionsResponse()),
        about: answer(() =>
            new messages.AboutResponse().setExecutable(process.execPath).setVersion(process.version),
        ),
        installDependencies,
        runPlugin: (call) => {
            try {
                runPlugin(call, () => new messages.RunPluginResponse());
            } catch (error) {
                call.emit("error", error);
            }
        },
        run: (call, reply) => {
            const finish = (error, bail) =>
                reply(null, new messages.RunResponse().setError(error).setBail(bail));
            call.on("cancelled", stop);
            try {
                run(call.request, finish);
            } catch (error) {
                finish(error.message, false);
            }
        },
        cancel: (_call, reply) => {
            stop();
            reply(null, new Empty());
        },
    });
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
        if (error) {
            throw error;
        }
        process.stdout.write(`${port}\n`);
    });
}

function exitWithTheEngine() {
    const engine = process.ppid;
    const leave = () => {
        stop();
        process.exit(0);
    };
    setInterval(() => {
        if (process.ppid !== engine) {
            leave();
        }
    }, PARENT_CHECK_MILLISECONDS).unref();
    process.on("SIGTERM", leave);
    process.on("SIGINT", leave);
}

try {
    exitWithTheEngine();
    serve();
} catch (error) {
    process.stderr.write(`pulumi-language-nodejs: ${error.message}\n`);
    process.exitCode = 1;
}
