import { expect } from "chai";
import { FACTS } from "../../conformance/aws/cases";
import { reportFacts, runFacts } from "../../conformance/aws/suite";

describe("The sandbox's conformance to what is known of AWS and its provider", function () {
    this.timeout(60_000);

    for (const group of FACTS) {
        it(`is complete: ${group.title}`, async () => {
            expect(reportFacts(await runFacts([group]))).to.deep.equal([]);
        });
    }
});
