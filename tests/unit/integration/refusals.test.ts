import { expect } from "chai";
import { MockedMount } from "../../../components/testing";
import { integrate, refusal } from "../support/integrationProgram";
import { REFUSED_ARGUMENTS } from "../support/refusedArguments";

describe("An integration", () => {
    describe("refuses before anything is made", () => {
        for (const { name, args, problem } of REFUSED_ARGUMENTS) {
            it(name, async () => expect(await refusal(integrate(args))).to.match(problem));
        }

        it("what isn't among the choices, as it may be read from a configuration", async () => {
            const misread = (text: string) => text as never;
            const message = await refusal(
                integrate({
                    access: misread("write"),
                    accessMode: misread("IAM"),
                    endpoint: misread("glue"),
                    grants: [{ role: "analyst", access: misread("read") }],
                }),
            );
            expect(message).to.contain('access: "write" must be one of Read, Write, Manage');
            expect(message).to.contain('accessMode: "IAM" must be one of LakeFormation, Iam');
            expect(message).to.contain('endpoint: "glue" must be one of Glue, S3Tables');
            expect(message).to.contain('grants[0].access: "read" must be one of Read, Write, Manage');
        });

        it("an account without a mount, and says how to make it", async () => {
            expect(await refusal(integrate({}, { mount: MockedMount.Missing }))).to.match(
                /there is no mount.*S3TablesFederation/s,
            );
        });
    });
});
