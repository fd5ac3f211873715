"use strict";

/** The first thing that runs after `git clone`: plain Node, nothing installed yet. */
const { spawn } = require("node:child_process");
const { existsSync, lstatSync, statSync } = require("node:fs");
const { join, resolve } = require("node:path");

const ROOT = resolve(__dirname, "..");
const MINIMUM_NODE = [20, 19];
const MOCHA = join("node_modules", "mocha", "bin", "mocha.js");
const TYPESCRIPT = ["--require", "ts-node/register/transpile-only"];

const ALL_TESTS = ["tests/**/*.test.ts"];
/** Those with users' folders, where the package is installed from its tarball. */
const TESTS_OF_USERS = ["tests/engine/**/*.test.ts"];

/** By name: the commands for the parameters that were given after it. */
const COMMANDS = {
    sandbox: (parameters) => [
        [process.execPath, ...TYPESCRIPT, join("sandbox", "src", "main.ts"), ...parameters],
    ],
    demo: () => [[process.execPath, ...TYPESCRIPT, join("scripts", "demo.ts")]],
    test: (files) => testing(files.length > 0 ? files : ALL_TESTS),
    "test:newest": (files) => {
        process.env.TEST_NEWEST_RELEASES = "true";
        return testing(files.length > 0 ? files : TESTS_OF_USERS);
    },
    bench: (parameters) => [
        [process.execPath, ...TYPESCRIPT, join("tests", "bench", "main.ts"), ...parameters],
    ],
    faults: (pattern) => [[process.execPath, ...TYPESCRIPT, join("tests", "faults", "main.ts"), ...pattern]],
    conformance: () => [[process.execPath, ...TYPESCRIPT, join("tests", "conformance", "main.ts")]],
};

function testing(files) {
    return [
        [process.execPath, ...TYPESCRIPT, join("scripts", "prepare.ts")],
        [process.execPath, MOCHA, "--reporter", join("scripts", "reporter.js"), ...atOnce(), ...files],
    ];
}

/**
 * The engine's tests wait for processes half of the time, so several files at once keep two cores busy. A real
 * frontend, which all share, has no two catalogs of one name.
 */
function atOnce() {
    return process.env.STARROCKS_HOST ? [] : ["--parallel", "--jobs", "3"];
}

function requireNode() {
    const [major, minor] = process.versions.node.split(".").map(Number);
    const [wantedMajor, wantedMinor] = MINIMUM_NODE;
    if (major < wantedMajor || (major === wantedMajor && minor < wantedMinor)) {
        throw new Error(
            `Node ${MINIMUM_NODE.join(".")} or newer is needed, and this is ${process.versions.node}.`,
        );
    }
    if (process.platform === "win32") {
        throw new Error("Sandbox and tests run on Linux and macOS; on Windows, run them in WSL.");
    }
}

function isInstalled() {
    const installed = join(ROOT, "node_modules", ".package-lock.json");
    return (
        existsSync(installed) &&
        statSync(installed).mtimeMs >= statSync(join(ROOT, "package-lock.json")).mtimeMs
    );
}

/** `npm ci` empties the folder first; through a link that would be another checkout's. */
function requireOwnFolder() {
    const folder = lstatSync(join(ROOT, "node_modules"), { throwIfNoEntry: false });
    if (folder?.isSymbolicLink()) {
        throw new Error("node_modules is a symbolic link and out of date: run npm ci where it points to.");
    }
}

/** Hands signals on, so that what runs below can clean up before it ends. */
function run([program, ...parameters]) {
    return new Promise((done, failed) => {
        const child = spawn(program, parameters, { cwd: ROOT, stdio: "inherit" });
        const handOn = (signal) => child.kill(signal);
        const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
        for (const signal of signals) {
            process.on(signal, handOn);
        }
        child.on("error", failed);
        child.on("exit", (code, signal) => {
            for (const name of signals) {
                process.off(name, handOn);
            }
            done(signal ? 1 : code);
        });
    });
}

async function main([name, ...parameters]) {
    requireNode();
    if (!Object.hasOwn(COMMANDS, name ?? "")) {
        throw new Error(`usage: node scripts/run.js ${Object.keys(COMMANDS).join(" | ")}`);
    }
    const commands = COMMANDS[name](parameters);
    if (!isInstalled()) {
        requireOwnFolder();
        console.log("Installing this package's dependencies (npm ci).");
        commands.unshift(["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"]);
    }
    for (const command of commands) {
        const code = await run(command);
        if (code !== 0) {
            return code;
        }
    }
    return 0;
}

main(process.argv.slice(2)).then(
    (code) => {
        process.exitCode = code;
    },
    (error) => {
        console.error(error.message);
        process.exitCode = 1;
    },
);
