interface Closable {
    close(): unknown;
}

/** For what a test opens by itself: closed after it in the reverse order, whether the test has passed or failed. */
export function closedAfterEach(): <Opened extends Closable>(opened: Opened) => Opened {
    const open: Closable[] = [];
    afterEach(async () => {
        for (const each of open.splice(0).reverse()) {
            await each.close();
        }
    });
    return (opened) => {
        open.push(opened);
        return opened;
    };
}
