import { expect } from "chai";
import * as fc from "fast-check";
import { fittingName } from "../../components/identity/iamNames";
import { mockProgram } from "../../components/testing";
import { StarRocksS3TablesIntegration } from "../../index";
import { ARGS } from "./support/integrationProgram";

const SCOPE = ["lake", "prod"];
const userNameOf = (component: string, scope = SCOPE) => fittingName(64, component, "-user", scope);

describe("The name of an IAM user that the component makes", () => {
    it("is left to Pulumi where that fits, so that no existing user gets another", () => {
        for (const component of ["lake", "a".repeat(51), "lake_house.2+x=y,z@w"]) {
            expect(userNameOf(component)).to.equal(undefined);
        }
    });

    it("is cut, with digits that stay the same, where Pulumi's would be longer than IAM allows", () => {
        const name = userNameOf("a".repeat(52));
        expect(name).to.match(/^a{50}-user-[0-9a-f]{8}$/);
        expect(userNameOf("a".repeat(52))).to.equal(name);
    });

    it("has hyphens for what IAM takes in no name", () => {
        expect(userNameOf("team a/lake")).to.match(/^team-a-lake-user-[0-9a-f]{8}$/);
    });

    it("is another for another component and another stack", () => {
        const names = [
            userNameOf("team a"),
            userNameOf("team/a"),
            userNameOf("team a", ["lake", "dev"]),
            userNameOf("team a", ["lakedev", ""]),
        ];
        expect(new Set(names).size).to.equal(names.length);
    });

    it("is one that IAM takes, whatever the component is called", () => {
        fc.assert(
            fc.property(fc.string({ unit: "binary", minLength: 1, maxLength: 300 }), (component) => {
                const name = userNameOf(component) ?? `${component}-user-1234567`;
                return /^[\w+=,.@-]{1,64}$/.test(name);
            }),
        );
    });

    it("is used for user and policies of a component with a long name", async () => {
        const component = "é".repeat(130);
        const program = await mockProgram(
            () => void new StarRocksS3TablesIntegration(component, { ...ARGS, catalog: { name: "lake" } }),
        );
        expect(program.resource(`${component}-user`).inputs.name).to.match(/^-{50}-user-[0-9a-f]{8}$/);
        expect(program.resource(`${component}-policy`).inputs.name).to.match(/^-{112}-policy-[0-9a-f]{8}$/);
    });
});
