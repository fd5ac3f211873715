import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { cacheDirectory, cachedFolder, publish, removeUnused, withLock } from "../engine/support/cache";

const NO_SUCH_PROCESS = 2 ** 22 + 1;

describe("The cache of the engine tests", () => {
    describe("its lock", () => {
        const name = `unit-test-${process.pid}`;
        const lock = join(cacheDirectory, `${name}.lock`);

        afterEach(() => rm(lock, { recursive: true, force: true }));

        it("lets one process work at a time, and tells the one that waits", async () => {
            const events: string[] = [];
            let second: Promise<void> | undefined;
            await withLock(name, async () => {
                events.push("first begins");
                await new Promise<void>((waits) => {
                    second = withLock(
                        name,
                        async () => {
                            events.push("second begins");
                        },
                        () => {
                            events.push("second waits");
                            waits();
                        },
                    );
                });
                events.push("first ends");
            });
            await second;
            expect(events).to.deep.equal(["first begins", "second waits", "first ends", "second begins"]);
        });

        it("is free again after work that failed", async () => {
            await withLock(name, () => Promise.reject(new Error("no"))).catch(() => {});
            expect(await withLock(name, async () => "done")).to.equal("done");
        });

        it("is taken over from a process that is gone", async () => {
            await mkdir(lock, { recursive: true });
            await writeFile(
                join(lock, "owner.json"),
                JSON.stringify({ pid: NO_SUCH_PROCESS, host: hostname() }),
            );
            expect(await withLock(name, async () => "taken over")).to.equal("taken over");
        });
    });

    describe("publishing a result", () => {
        let folder: string;

        beforeEach(async () => {
            folder = await mkdtemp(join(tmpdir(), "publish-"));
        });

        afterEach(() => rm(folder, { recursive: true, force: true }));

        async function stage(name: string, text: string): Promise<string> {
            const staging = join(folder, name);
            await mkdir(staging);
            await writeFile(join(staging, "file"), text);
            return staging;
        }

        it("makes it appear under its name", async () => {
            await publish(await stage("staging", "text"), join(folder, "result"));
            expect(await readFile(join(folder, "result", "file"), "utf8")).to.equal("text");
        });

        it("keeps the result of whoever came first", async () => {
            await publish(await stage("staging-1", "first"), join(folder, "result"));
            await publish(await stage("staging-2", "second"), join(folder, "result"));
            expect(await readFile(join(folder, "result", "file"), "utf8")).to.equal("first");
        });

        it("leaves nothing behind of whoever came second", async () => {
            await publish(await stage("staging-1", "first"), join(folder, "result"));
            const late = await stage("staging-2", "second");
            await publish(late, join(folder, "result"));
            expect(
                await stat(late).then(
                    () => "still there",
                    () => "gone",
                ),
            ).to.equal("gone");
        });
    });

    describe("a folder of it", () => {
        const name = `unit-test-${process.pid}`;
        const directory = join(cacheDirectory, name);

        afterEach(() => rm(directory, { recursive: true, force: true }));

        it("is filled once", async () => {
            for (const text of ["first", "second"]) {
                await cachedFolder(name, (staging) => writeFile(join(staging, "file"), text));
            }
            expect(await readFile(join(directory, "file"), "utf8")).to.equal("first");
        });

        it("isn't there if it could not be filled, and nothing else is", async () => {
            const failed = await cachedFolder(name, () => Promise.reject(new Error("no"))).catch(String);
            expect(failed).to.equal("Error: no");
            expect((await readdir(cacheDirectory)).filter((entry) => entry.startsWith(name))).to.deep.equal(
                [],
            );
        });

        it("goes when nobody has used it for long enough", async () => {
            await cachedFolder(name, async () => {});
            await removeUnused(cacheDirectory, (entry) => entry === name);
            expect(await readdir(cacheDirectory)).to.include(name);
            await removeUnused(cacheDirectory, (entry) => entry === name, -1);
            expect(await readdir(cacheDirectory)).to.not.include(name);
        });
    });
});
