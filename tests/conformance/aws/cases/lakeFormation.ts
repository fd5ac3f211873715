import { addGrant } from "../../../sandbox/aws/account/grants";
import { createUser } from "../../../sandbox/aws/account/iamPrincipals";
import type { Account } from "../../../sandbox/aws/account/state";
import type { FactGroup } from "../facts";
import { lakeFormation } from "../httpSteps";
import { account, holds } from "../steps";
import { lakeByHand } from "./byHand";
import { ACCOUNT } from "./resources";

const CATALOG_ID = `${ACCOUNT}:s3tablescatalog/lake`;
const GRANTEE = `arn:aws:iam::${ACCOUNT}:user/starrocks`;
const PRINCIPAL = { DataLakePrincipalIdentifier: GRANTEE };
const CATALOG = { Catalog: { Id: CATALOG_ID } };
const DATABASE = { Database: { CatalogId: CATALOG_ID, Name: "sales" } };
const SALES = { kind: "database", catalogId: CATALOG_ID, name: "sales" } as const;

const entry = (Id: string, Permissions: string[], Resource: object = DATABASE) => ({
    Id,
    Principal: PRINCIPAL,
    Resource,
    Permissions,
});

const listed = (Permissions: string[], Resource: object = DATABASE) => ({
    Principal: PRINCIPAL,
    Resource,
    Permissions,
    PermissionsWithGrantOption: [],
});

const give = (principal: string, permissions: string[]) =>
    account(`grant ${permissions.join(", ")}`, (where) => {
        addGrant(where, { principal, resource: SALES, permissions });
    });

/** The grantee, and somebody who may call Lake Formation and administers nothing. */
const prepare = account("set up the lake and two users", (where) => {
    lakeByHand(where);
    createUser(where, { name: "starrocks" });
    const { inlinePolicies } = createUser(where, { name: "outsider" });
    const statement = { Effect: "Allow", Action: "lakeformation:*", Resource: "*" };
    inlinePolicies.set("p", JSON.stringify({ Statement: [statement] }));
});

const OUTSIDER = `arn:aws:iam::${ACCOUNT}:user/outsider`;
const held = ({ grants }: Account) => grants.map(({ principal, permissions }) => [principal, permissions]);

const REFERENCE = "Lake Formation API reference, ListPermissions";
const BATCH = "Lake Formation API reference, BatchGrantPermissions and BatchPermissionsRequestEntry";

export const LAKE_FORMATION: FactGroup = {
    title: "Lake Formation's API",
    facts: [
        {
            fact: "of a resource alone what was given is listed",
            source: `${REFERENCE}: only those permissions that have been explicitly granted`,
            steps: [
                prepare,
                give(GRANTEE, ["DESCRIBE"]),
                lakeFormation(
                    "ListPermissions",
                    { Resource: DATABASE },
                    { is: { PrincipalResourcePermissions: [listed(["DESCRIBE"])] } },
                ),
            ],
        },
        {
            fact: "of a principal and a resource what is effective is listed, given or not",
            source: `${REFERENCE}: effective permissions rather than the explicitly granted ones`,
            steps: [
                prepare,
                account("grant Super on the catalog", (where) =>
                    addGrant(where, {
                        principal: GRANTEE,
                        resource: { kind: "catalog", catalogId: CATALOG_ID },
                        permissions: ["SUPER_USER"],
                    }),
                ),
                lakeFormation(
                    "ListPermissions",
                    { Resource: DATABASE },
                    { is: { PrincipalResourcePermissions: [] } },
                ),
                lakeFormation(
                    "ListPermissions",
                    { Principal: PRINCIPAL, Resource: DATABASE },
                    {
                        is: {
                            PrincipalResourcePermissions: [
                                listed(["ALL", "ALTER", "CREATE_TABLE", "DESCRIBE", "DROP"]),
                            ],
                        },
                    },
                ),
            ],
        },
        {
            fact: "of a principal alone nothing is listed but a refusal",
            source: "seen with the AWS CLI",
            steps: [
                prepare,
                lakeFormation(
                    "ListPermissions",
                    { Principal: PRINCIPAL },
                    {
                        fails: "InvalidInputException: Resource is mandatory if Principal is set in the input",
                    },
                ),
            ],
        },
        {
            fact: "who is no administrator sees of others' grants only what he holds himself, and may see nothing",
            source: `${REFERENCE}: filtered by the permissions of the caller`,
            steps: [
                prepare,
                give(GRANTEE, ["ALTER", "DESCRIBE"]),
                lakeFormation(
                    "ListPermissions",
                    { Resource: DATABASE },
                    { as: "outsider", is: { PrincipalResourcePermissions: [] } },
                ),
                give(OUTSIDER, ["ALTER"]),
                lakeFormation(
                    "ListPermissions",
                    { Resource: DATABASE },
                    {
                        as: "outsider",
                        is: {
                            PrincipalResourcePermissions: [
                                listed(["ALTER"]),
                                {
                                    ...listed(["ALTER"]),
                                    Principal: { DataLakePrincipalIdentifier: OUTSIDER },
                                },
                            ],
                        },
                    },
                ),
            ],
        },
        {
            fact: "a revocation takes all of an entry or nothing",
            source: "seen in terraform-provider-aws issues: No permissions revoked. Grantee does not have:[…]",
            steps: [
                prepare,
                give(GRANTEE, ["DESCRIBE"]),
                lakeFormation(
                    "BatchRevokePermissions",
                    { Entries: [entry("one", ["ALTER", "DESCRIBE"])] },
                    {
                        is: {
                            Failures: [
                                {
                                    RequestEntry: entry("one", ["ALTER", "DESCRIBE"]),
                                    Error: {
                                        ErrorCode: "InvalidInputException",
                                        ErrorMessage: "No permissions revoked. Grantee does not have:[ALTER]",
                                    },
                                },
                            ],
                        },
                    },
                ),
                holds("the grants", [[GRANTEE, ["DESCRIBE"]]], held),
            ],
        },
        {
            fact: "a batch has at most 20 entries",
            source: BATCH,
            steps: [
                prepare,
                lakeFormation(
                    "BatchGrantPermissions",
                    { Entries: Array.from({ length: 21 }, (_, index) => entry(`${index}`, ["DESCRIBE"])) },
                    { fails: /^InvalidInputException: / },
                ),
                holds("the grants", [], held),
            ],
        },
        {
            fact: "an entry's id has at most 255 characters",
            source: BATCH,
            steps: [
                prepare,
                lakeFormation(
                    "BatchGrantPermissions",
                    { Entries: [entry("i".repeat(255), ["DESCRIBE"])] },
                    { is: { Failures: [] } },
                ),
                lakeFormation(
                    "BatchGrantPermissions",
                    { Entries: [entry("i".repeat(256), ["DESCRIBE"])] },
                    { fails: /^InvalidInputException: .*255/ },
                ),
            ],
        },
        {
            fact: "the ids of a batch are unique",
            source: BATCH,
            steps: [
                prepare,
                lakeFormation(
                    "BatchGrantPermissions",
                    { Entries: [entry("one", ["DESCRIBE"]), entry("one", ["DESCRIBE"], CATALOG)] },
                    { fails: /^InvalidInputException: .*unique/ },
                ),
            ],
        },
        {
            fact: "right after role, registration and mount were made grants fail for a while, one way after the other",
            source: "public scripts that try each of these again",
            steps: [
                prepare,
                account("the federation is fresh", (_, { aws }) => {
                    aws.faults.federationNotYetReady = 3;
                }),
                ...["FederationSourceException", "AccessDeniedException", "EntityNotFoundException"].map(
                    (ErrorCode) =>
                        lakeFormation(
                            "BatchGrantPermissions",
                            { Entries: [entry("one", ["DESCRIBE"])] },
                            { code: ErrorCode },
                        ),
                ),
                lakeFormation(
                    "BatchGrantPermissions",
                    { Entries: [entry("one", ["DESCRIBE"])] },
                    { is: { Failures: [] } },
                ),
            ],
        },
    ],
};
