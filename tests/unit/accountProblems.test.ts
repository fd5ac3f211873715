import { expect } from "chai";
import { type AccountFindings, accountProblems } from "../../components/federation/accountProblems";
import { AccessMode } from "../../components/permissions/access";

const READY: AccountFindings = {
    mount: {
        state: "found",
        value: {
            allowFullTableExternalDataAccess: "True",
            createDatabaseDefaultPermissions: [],
            createTableDefaultPermissions: [],
        },
    },
    registration: { state: "found", value: { withPrivilegedAccess: true } },
    account: { state: "found", value: { allowFullTableExternalDataAccess: false } },
};
const IAM_MODE = [{ principals: [{ dataLakePrincipalIdentifier: "IAM_ALLOWED_PRINCIPALS" }] }];

function problems(findings: Partial<AccountFindings>, mode: AccessMode = AccessMode.LakeFormation): string[] {
    return accountProblems({ ...READY, ...findings }, mode).map(({ path, problem }) => `${path}: ${problem}`);
}

describe("An account in Lake Formation mode", () => {
    it("is ready with a mount, its switch, and a registration", () => expect(problems({})).to.deep.equal([]));

    it("needs a mount, and is told how to make it", () => {
        expect(problems({ mount: { state: "missing" } })[0]).to.match(
            /there is no mount.*S3TablesFederation.*mountArn/,
        );
    });

    it("needs a mount without default permissions for databases", () => {
        const mount = {
            state: "found",
            value: { ...READY.mount, createDatabaseDefaultPermissions: IAM_MODE },
        } as const;
        expect(problems({ mount })[0]).to.match(/the mount is in IAM mode/);
    });

    it("needs a mount without default permissions for tables", () => {
        const mount = {
            state: "found",
            value: { allowFullTableExternalDataAccess: "True", createTableDefaultPermissions: IAM_MODE },
        } as const;
        expect(problems({ mount })[0]).to.match(/the mount is in IAM mode/);
    });

    it("needs full table access for external engines, and is told where to turn it on", () => {
        const mount = { state: "found", value: { allowFullTableExternalDataAccess: "False" } } as const;
        expect(problems({ mount })[0]).to.match(
            /no full table access.*update-catalog.*Application integration settings/,
        );
    });

    it("may have that switch on for the whole account", () => {
        const mount = { state: "found", value: { allowFullTableExternalDataAccess: "False" } } as const;
        const account = { state: "found", value: { allowFullTableExternalDataAccess: true } } as const;
        expect(problems({ mount, account })).to.deep.equal([]);
    });

    it("needs its table buckets registered", () => {
        expect(problems({ registration: { state: "missing" } })[0]).to.match(
            /not registered with Lake Formation/,
        );
    });

    it("needs them registered with privileged access", () => {
        const registration = { state: "found", value: { withPrivilegedAccess: false } } as const;
        expect(problems({ registration })[0]).to.match(/without privileged access/);
    });

    it("is not refused for what the deployer may not see", () => {
        const hidden = { state: "unseen", reason: "AccessDeniedException" } as const;
        expect(problems({ mount: hidden, registration: hidden, account: hidden })).to.deep.equal([]);
    });
});

describe("An account in IAM mode", () => {
    const mount = {
        state: "found",
        value: { createDatabaseDefaultPermissions: IAM_MODE, createTableDefaultPermissions: IAM_MODE },
    } as const;

    it("is ready with a mount whose default permissions leave access to IAM, registered or not", () => {
        expect(problems({ mount, registration: { state: "missing" } }, AccessMode.Iam)).to.deep.equal([]);
    });

    it("needs a mount", () => {
        expect(problems({ mount: { state: "missing" } }, AccessMode.Iam)[0]).to.match(/there is no mount/);
    });

    it("can't use a mount in Lake Formation mode, and names the ways out", () => {
        expect(problems({}, AccessMode.Iam)[0]).to.match(/in Lake Formation mode.*IcebergEndpoint\.S3Tables/);
    });
});
