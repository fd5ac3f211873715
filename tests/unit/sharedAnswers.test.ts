import { expect } from "chai";
import { now } from "../../components/common/retry";
import { SharedAnswers } from "../../components/common/sharedAnswers";

describe("An answer that several share", () => {
    let answers: SharedAnswers<number>;
    let sought: number;
    const seek = async () => {
        sought += 1;
        return sought;
    };

    beforeEach(() => {
        answers = new SharedAnswers();
        sought = 0;
    });

    it("is sought once for all who asked before it was sought", async () => {
        const asked = now();
        await answers.find("who", asked, seek);
        expect(await answers.find("who", asked, seek)).to.equal(1);
    });

    it("is one for those who ask while it is being sought, too", async () => {
        const asked = now();
        expect(
            await Promise.all([answers.find("who", asked, seek), answers.find("who", asked, seek)]),
        ).to.deep.equal([1, 1]);
    });

    it("is none for whoever asks later", async () => {
        await answers.find("who", now(), seek);
        expect(await answers.find("who", now() + 1, seek)).to.equal(2);
    });

    it("is none to another question", async () => {
        const asked = now();
        await answers.find("who", asked, seek);
        expect(await answers.find("where", asked, seek)).to.equal(2);
    });

    it("is none after a change, also for who had asked before", async () => {
        const asked = now();
        await answers.find("who", asked, seek);
        answers.forget();
        expect(await answers.find("who", asked, seek)).to.equal(2);
    });

    it("is sought again if that has failed", async () => {
        const asked = now();
        const fails = answers.find("who", asked, async () => {
            throw new Error("a mishap");
        });
        expect(await fails.catch(() => "failed")).to.equal("failed");
        expect(await answers.find("who", asked, seek)).to.equal(1);
    });
});
