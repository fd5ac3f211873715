/**
 * The catalog manager's lock. On versions that load a catalog at CREATE and ALTER, a waiting one holds it, so
 * that every statement which looks up an external catalog waits too, and nothing stops it (observed on 4.1-dev).
 */
export class CatalogLock {
    private last: Promise<unknown> = Promise.resolve();

    /** Waits until no CREATE, ALTER or DROP runs. */
    async free(): Promise<void> {
        await this.last;
    }

    /** Runs changes one after the other. */
    exclusively<Result>(change: () => Promise<Result>): Promise<Result> {
        const result = this.last.then(change);
        this.last = result.catch(() => undefined);
        return result;
    }
}
