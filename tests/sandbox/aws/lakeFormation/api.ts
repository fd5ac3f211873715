import { AwsError } from "../account/errors";
import { grantPermissions, revokePermissions } from "../account/grants";
import { deregisterLocation, findRegistration, registerLocation } from "../account/lakeFormation";
import type { DefaultPermission } from "../account/lakeFormationState";
import { authorize } from "../authorization/authorize";
import type { Principal } from "../authorization/principal";
import { strikeGrantFaults, strikes } from "../faults";
import type { AwsRequest, AwsResponse, Handler } from "../http/server";
import { type Sandbox, signatureErrors, signedService } from "../sandbox";
import { type Body, batch, type GrantBody } from "./batch";
import { listPermissions } from "./listPermissions";
import { fromApi } from "./resources";

type Action = (sandbox: Sandbox, caller: Principal, body: Body) => object;

function checkCatalogId({ account }: Sandbox, { CatalogId }: Body): void {
    if (CatalogId === undefined || CatalogId === account.id) return;
    if (!/^\d{12}$/.test(CatalogId)) {
        throw new AwsError("InvalidInputException", "Catalog id must be a valid AWS account id.");
    }
    throw new AwsError("AccessDeniedException", `Cross-account access to ${CatalogId} is not granted.`);
}

const grantRequest = ({ account }: Sandbox, caller: Principal, body: GrantBody) => ({
    caller: caller.identityArn,
    principal: body.Principal?.DataLakePrincipalIdentifier ?? "",
    resource: fromApi(account, body.Resource ?? {}),
    permissions: body.Permissions ?? [],
    grantable: body.PermissionsWithGrantOption ?? [],
});

const defaults = (permissions: DefaultPermission[]) =>
    permissions.map(({ principal, permissions: Permissions }) => ({
        Principal: { DataLakePrincipalIdentifier: principal },
        Permissions,
    }));

const principals = (arns: string[]) => arns.map((arn) => ({ DataLakePrincipalIdentifier: arn }));

/** By the path that @aws-sdk/client-lakeformation posts to, which is also the IAM action. */
const actions: Record<string, Action> = {
    GrantPermissions(sandbox, caller, body) {
        grantPermissions(sandbox.account, grantRequest(sandbox, caller, body));
        return {};
    },
    RevokePermissions(sandbox, caller, body) {
        revokePermissions(sandbox.account, grantRequest(sandbox, caller, body));
        return {};
    },
    BatchGrantPermissions: (sandbox, caller, body) =>
        batch((entry) => {
            strikeGrantFaults(sandbox.faults);
            grantPermissions(sandbox.account, grantRequest(sandbox, caller, entry));
        }, body.Entries),
    BatchRevokePermissions: (sandbox, caller, body) =>
        batch(
            (entry) => revokePermissions(sandbox.account, grantRequest(sandbox, caller, entry)),
            body.Entries,
        ),
    ListPermissions: listPermissions,
    GetDataLakeSettings({ account: { dataLakeSettings: settings } }) {
        return {
            DataLakeSettings: {
                DataLakeAdmins: principals(settings.admins),
                ReadOnlyAdmins: principals(settings.readOnlyAdmins),
                CreateDatabaseDefaultPermissions: defaults(settings.createDatabaseDefaultPermissions),
                CreateTableDefaultPermissions: defaults(settings.createTableDefaultPermissions),
                Parameters: settings.parameters,
                TrustedResourceOwners: settings.trustedResourceOwners,
                AllowExternalDataFiltering: settings.allowExternalDataFiltering,
                AllowFullTableExternalDataAccess: settings.allowFullTableExternalDataAccess,
                ExternalDataFilteringAllowList: principals(settings.externalDataFilteringAllowList),
                AuthorizedSessionTagValueList: settings.authorizedSessionTagValueList,
            },
        };
    },
    RegisterResource({ account }, caller, body) {
        if (body.WithPrivilegedAccess) {
            authorize(account, caller, "lakeformation:RegisterResourceWithPrivilegedAccess", ["*"]);
        }
        authorize(account, caller, "iam:PassRole", [body.RoleArn ?? "*"]);
        registerLocation(account, {
            arn: body.ResourceArn ?? "",
            roleArn: body.RoleArn,
            withFederation: body.WithFederation,
            withPrivilegedAccess: body.WithPrivilegedAccess,
        });
        return {};
    },
    DeregisterResource({ account }, _, { ResourceArn = "" }) {
        deregisterLocation(account, ResourceArn);
        return {};
    },
    DescribeResource({ account }, _, { ResourceArn = "" }) {
        const { arn, roleArn, lastModified, withFederation, withPrivilegedAccess, hybridAccessEnabled } =
            findRegistration(account, ResourceArn);
        return {
            ResourceInfo: {
                ResourceArn: arn,
                RoleArn: roleArn,
                LastModified: lastModified / 1000,
                WithFederation: withFederation,
                WithPrivilegedAccess: withPrivilegedAccess,
                HybridAccessEnabled: hybridAccessEnabled,
            },
        };
    },
};

async function handle(sandbox: Sandbox, caller: Principal, request: AwsRequest): Promise<AwsResponse> {
    const name = request.path.slice(1);
    const action = request.method === "POST" ? actions[name] : undefined;
    if (!action) throw new AwsError("UnknownOperationException", `Unknown operation ${request.path}`, 404);
    authorize(sandbox.account, caller, `lakeformation:${name}`, ["*"]);
    const body = JSON.parse(request.body.toString("utf8") || "{}") as Body;
    checkCatalogId(sandbox, body);
    if (/^(Grant|Revoke)/.test(name) && strikes(sandbox.faults, "concurrentModification")) {
        throw new AwsError("ConcurrentModificationException", "Concurrent modification of the resource.");
    }
    if (strikes(sandbox.faults, "lakeFormationThrottled")) {
        throw new AwsError("ThrottledException", "Rate exceeded");
    }
    const answer = action(sandbox, caller, body);
    if (strikes(sandbox.faults, "lakeFormationAnswerLost")) {
        throw new AwsError("InternalServiceException", "An internal service error occurred.", 500);
    }
    return { status: 200, headers: { "content-type": "application/json" }, body: JSON.stringify(answer) };
}

const forbidden = [...signatureErrors, "AccessDeniedException"];

/** Lake Formation's API, REST-JSON: the error's code is in a header, its text in the body. */
function errorResponse(error: AwsError): AwsResponse {
    return {
        status: error.status ?? (forbidden.includes(error.code) ? 403 : 400),
        headers: { "content-type": "application/json", "x-amzn-errortype": error.code },
        body: JSON.stringify({ Message: error.message, message: error.message }),
    };
}

export const lakeFormationHandler = (sandbox: Sandbox): Handler =>
    signedService(
        sandbox,
        "lakeformation",
        (caller, request) => handle(sandbox, caller, request),
        errorResponse,
    );
