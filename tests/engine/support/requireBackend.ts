import type { Sandbox } from "../../sandbox";

/** Skips a test, or with its `before` a suite, that is about rows, where the frontend has no backend to keep them. */
export function requireBackend(test: Mocha.Context, { frontend }: Sandbox): void {
    if (!frontend.hasBackend) {
        test.skip();
    }
}
