import { expect } from "chai";
import { adviceOn, mayHeal, stillToRevoke } from "../../components/permissions/lakeFormation/refusals";

const BY_IAM =
    "AccessDeniedException: User: x is not authorized to perform: lakeformation:BatchGrantPermissions";

describe("A refusal of Lake Formation", () => {
    for (const reason of [
        "InvalidInputException: Invalid principal",
        "AccessDeniedException: Resource does not exist or requester is not authorized to access requested permissions.",
        "EntityNotFoundException: Catalog not found.",
        "FederationSourceException: Invalid role provided",
        "ConcurrentModificationException: Concurrent modification of the resource.",
        "ThrottlingException: Rate exceeded",
        "Lake Formation didn't answer within 60 s",
    ]) {
        it(`may heal by itself: ${reason}`, () => expect(mayHeal(reason)).to.equal(true));
    }

    for (const reason of [BY_IAM, "InvalidInputException: Catalog id must be a valid AWS account id."]) {
        it(`doesn't heal by itself: ${reason}`, () => expect(mayHeal(reason)).to.equal(false));
    }

    it("is explained by who may grant, and by what must be there", () => {
        expect(adviceOn("AccessDeniedException: x")).to.contain("data lake administrator");
        expect(adviceOn("EntityNotFoundException: Database sales not found")).to.contain(
            "createNamespaces: false",
        );
        expect(adviceOn("InvalidInputException: x")).to.equal("");
    });

    it("to revoke leaves what is held to be revoked alone", () => {
        const reason = "InvalidInputException: No permissions revoked. Grantee does not have:[INSERT, ALTER]";
        expect(stillToRevoke(reason, ["ALTER", "INSERT", "SELECT"])).to.deep.equal(["SELECT"]);
        expect(stillToRevoke(reason, ["INSERT"])).to.deep.equal([]);
    });

    it("to revoke what isn't there, or names nothing that was asked for, leaves nothing to do", () => {
        expect(stillToRevoke("EntityNotFoundException: Database not found", ["SELECT"])).to.deep.equal([]);
        expect(stillToRevoke("Grantee has no permissions on the resource", ["SELECT"])).to.deep.equal([]);
        expect(stillToRevoke("Grantee does not have:[DROP]", ["SELECT"])).to.deep.equal([]);
    });

    it("to revoke for another reason may concern all of it", () => {
        expect(stillToRevoke(BY_IAM, ["SELECT"])).to.equal(undefined);
    });
});
