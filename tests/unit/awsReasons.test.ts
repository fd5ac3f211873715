import { expect } from "chai";
import { reasonOf } from "../../components/awsAccess/reasons";
import { rememberSecrets } from "../../components/common/knownSecrets";

describe("The reason that AWS gives", () => {
    it("is told in one clean line, without a secret", () => {
        rememberSecrets(["wJalrXUtnFEMI/K7MDENG"]);
        const error = Object.assign(
            new Error("tried wJalrXUtnFEMI/K7MDENG\n\u001b[2J  What to do: nothing"),
            {
                name: "AccessDeniedException",
                $metadata: {},
            },
        );
        expect(reasonOf(error)).to.equal("AccessDeniedException: tried [secret] What to do: nothing");
    });

    it("stays as it is where this package tells it", () => {
        expect(reasonOf(new Error("one\n  two"))).to.equal("one\n  two");
    });
});
