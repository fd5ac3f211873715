import { requireAnew } from "./commonJs";
import { importAnew } from "./esModule";
import { isolated, runsInJest } from "./jest";
import { isEsModule } from "./kind";

/**
 * Runs a program's main file as Pulumi does, each time anew, and gives what it exports. No test runner makes a
 * difference but Jest, whose loaders are its own.
 */
export async function loadProgram(program: string): Promise<unknown> {
    const file = require.resolve(program);
    if (isEsModule(file)) {
        return invoked(defaultOf(runsInJest() ? await isolated(() => import(file)) : await importAnew(file)));
    }
    return invoked(runsInJest() ? await isolated(async () => require(file)) : requireAnew(file));
}

/** An ES module's outputs are its default export, or those that have names. */
function defaultOf(exported: object): unknown {
    if (!("default" in exported)) {
        return exported;
    }
    if (Object.keys(exported).length > 1) {
        throw new Error(
            "the program has both a default export and named exports: Pulumi uses either as the outputs",
        );
    }
    return exported.default;
}

function invoked(exported: unknown): unknown {
    return typeof exported === "function" ? exported() : exported;
}
