export interface Progress {
    readonly lines: string[];
    stop(): void;
}

/** Collects what the package prints for the person who waits, and keeps it out of the test report. */
export function collectProgress(): Progress {
    const { log } = console;
    const lines: string[] = [];
    console.log = (line: string) => {
        lines.push(line);
    };
    return {
        lines,
        stop: () => {
            console.log = log;
        },
    };
}

/** Does so during each test of the surrounding suite; `lines` are those of the test that runs. */
export function collectProgressOfTests(): Pick<Progress, "lines"> {
    let progress: Progress;
    beforeEach(() => {
        progress = collectProgress();
    });
    afterEach(() => progress.stop());
    return {
        get lines() {
            return progress.lines;
        },
    };
}
