"use strict";

const Mocha = require("mocha");

/** Mocha's `spec` with one line at the very end that a person, or a script, can read at a glance. */
class Summary extends Mocha.reporters.Spec {
    epilogue() {
        super.epilogue();
        const { passes, failures, pending } = this.stats;
        const skipped = pending > 0 ? `, ${pending} skipped` : "";
        process.once("exit", () => console.log(`${passes} passed, ${failures} failed${skipped}`));
    }
}

module.exports = Summary;
