import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { homedir, hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** Outside the checkout, so that a fresh clone doesn't build the CLI again. */
export const cacheDirectory = join(
    process.env.XDG_CACHE_HOME || join(homedir(), ".cache"),
    "pulumi-starrocks-s3tables",
);

const HEARTBEAT_MILLISECONDS = 2_000;
const STALE_AFTER_MILLISECONDS = 20_000;
const POLL_MILLISECONDS = 500;
const UNUSED_AFTER_MILLISECONDS = 24 * 60 * 60 * 1000;

interface Owner {
    pid: number;
    host: string;
}

/**
 * Runs `work` while no other process runs work of the same name. A lock whose owner is gone is taken over.
 * The lock only saves double work: what is published must be published by an atomic rename anyway.
 */
export async function withLock<Result>(
    name: string,
    work: () => Promise<Result>,
    onWait: () => void = () => {},
): Promise<Result> {
    const lock = join(cacheDirectory, `${name}.lock`);
    await mkdir(cacheDirectory, { recursive: true });
    await acquire(lock, onWait);
    const heartbeat = setInterval(() => {
        utimes(lock, new Date(), new Date()).catch(() => {});
    }, HEARTBEAT_MILLISECONDS);
    try {
        return await work();
    } finally {
        clearInterval(heartbeat);
        await rm(lock, { recursive: true, force: true });
    }
}

async function acquire(lock: string, onWait: () => void): Promise<void> {
    let told = false;
    while (!(await create(lock))) {
        if (await isStale(lock)) {
            await remove(lock);
            continue;
        }
        if (!told) {
            onWait();
            told = true;
        }
        await sleep(POLL_MILLISECONDS);
    }
}

async function create(lock: string): Promise<boolean> {
    try {
        await mkdir(lock);
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "EEXIST") {
            return false;
        }
        throw error;
    }
    const owner: Owner = { pid: process.pid, host: hostname() };
    await writeFile(join(lock, "owner.json"), JSON.stringify(owner));
    return true;
}

async function isStale(lock: string): Promise<boolean> {
    try {
        const age = Date.now() - (await stat(lock)).mtimeMs;
        if (age > STALE_AFTER_MILLISECONDS) {
            return true;
        }
        const owner = JSON.parse(await readFile(join(lock, "owner.json"), "utf8")) as Owner;
        return owner.host === hostname() && !isAlive(owner.pid);
    } catch {
        return false;
    }
}

function isAlive(pid: number): boolean {
    try {
        process.kill(pid, 0);
        return true;
    } catch (error) {
        return (error as NodeJS.ErrnoException).code === "EPERM";
    }
}

/** Moved away first: of two processes that find the same stale lock, only one can move it. */
async function remove(lock: string): Promise<void> {
    const grave = `${lock}.${process.pid}.stale`;
    try {
        await rename(lock, grave);
    } catch {
        return;
    }
    await rm(grave, { recursive: true, force: true });
}

/**
 * A folder of the cache that is filled at its first use; its name tells all that its content depends on. What is
 * made here must not ask for another such folder: one is filled at a time.
 */
export async function cachedFolder(name: string, fill: (staging: string) => Promise<void>): Promise<string> {
    const directory = join(cacheDirectory, name);
    if (!(await exists(directory))) {
        await withLock("folder", async () => {
            if (!(await exists(directory))) {
                await fillOnce(directory, fill);
            }
        });
    }
    await utimes(directory, new Date(), new Date());
    return directory;
}

async function fillOnce(directory: string, fill: (staging: string) => Promise<void>): Promise<void> {
    const staging = `${directory}.${process.pid}.tmp`;
    try {
        await mkdir(staging, { recursive: true });
        await fill(staging);
        await publish(staging, directory);
    } finally {
        await rm(staging, { recursive: true, force: true });
    }
}

/** Removes what no run has used for a day, or less, and what interrupted runs left. */
export async function removeUnused(
    folder: string,
    isDisposable: (name: string) => boolean,
    afterMilliseconds = UNUSED_AFTER_MILLISECONDS,
): Promise<void> {
    for (const name of (await readdir(folder)).filter(isDisposable)) {
        const entry = join(folder, name);
        const unusedSince = await stat(entry).then(
            ({ mtimeMs }) => mtimeMs,
            () => Date.now(),
        );
        if (Date.now() - unusedSince > afterMilliseconds) {
            await rm(entry, { recursive: true, force: true });
        }
    }
}

/** A short name for a text, the same for the same text. */
export function hash(text: string): string {
    return createHash("sha256").update(text).digest("hex").slice(0, 12);
}

function exists(path: string): Promise<boolean> {
    return stat(path).then(
        () => true,
        () => false,
    );
}

/** Makes `staging` appear as `destination` at once; whoever comes second keeps the first one's result. */
export async function publish(staging: string, destination: string): Promise<void> {
    try {
        await rename(staging, destination);
    } catch (error) {
        const code = (error as NodeJS.ErrnoException).code;
        await rm(staging, { recursive: true, force: true });
        if (code !== "ENOTEMPTY" && code !== "EEXIST") {
            throw error;
        }
    }
}
