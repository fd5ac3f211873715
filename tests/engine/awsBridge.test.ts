import { expect } from "chai";
import { FACTS } from "../conformance/aws/cases";
import { reportFacts, runFacts } from "../conformance/aws/suite";
import { cachedAwsBridge } from "./support/awsBridge";

describe("The real bridge before the sandbox", function () {
    this.timeout(120_000);

    for (const group of FACTS) {
        it(`does what is known of AWS's provider: ${group.title}`, async function () {
            const bridge = await cachedAwsBridge();
            if (bridge === undefined) {
                this.skip();
            }
            expect(reportFacts(await runFacts([group], { bridge }))).to.deep.equal([]);
        });
    }
});
