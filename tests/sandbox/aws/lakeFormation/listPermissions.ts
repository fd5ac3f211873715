import { effectiveGrant } from "../account/effectivePermissions";
import { AwsError } from "../account/errors";
import { findGrant } from "../account/grants";
import { isDataLakeAdmin, isReadOnlyAdmin } from "../account/lakeFormation";
import type { Grant } from "../account/lakeFormationState";
import type { Account } from "../account/state";
import type { Principal } from "../authorization/principal";
import { strikes } from "../faults";
import type { Sandbox } from "../sandbox";
import type { Body } from "./batch";
import { fromApi, grantToApi, grantToApiOtherwise, toApi } from "./resources";

const DEFAULT_PAGE_SIZE = 1000;

/** What was given; of a principal together with a resource what it may do, given or not. */
function grantsAskedFor(account: Account, { Principal: principal, Resource }: Body): Grant[] {
    const grantee = principal?.DataLakePrincipalIdentifier;
    if (!Resource) {
        if (grantee === undefined) return account.grants;
        throw new AwsError("InvalidInputException", "Resource is mandatory if Principal is set in the input");
    }
    const resource = fromApi(account, Resource);
    if (grantee !== undefined) return [effectiveGrant(account, grantee, resource)];
    const wanted = JSON.stringify(toApi(resource));
    return account.grants.filter((grant) => JSON.stringify(toApi(grant.resource)) === wanted);
}

/**
 * Administrators see all. Others see their own, and of others' what they hold themselves: "if you are granted an ALTER
 * permission, you are able to see only the principal permissions for ALTER" (API reference, ListPermissions).
 */
function visibleTo(account: Account, caller: string, grant: Grant): Grant {
    const seesAll = isDataLakeAdmin(account, caller) || isReadOnlyAdmin(account, caller);
    if (seesAll || grant.principal === caller) return grant;
    const held = findGrant(account, caller, grant.resource)?.permissions ?? [];
    const isVisible = (permission: string) => held.includes(permission) || held.includes("ALL");
    return {
        ...grant,
        permissions: grant.permissions.filter(isVisible),
        grantable: grant.grantable.filter(isVisible),
    };
}

export function listPermissions(sandbox: Sandbox, caller: Principal, body: Body): object {
    const { account, faults } = sandbox;
    const found = grantsAskedFor(account, body)
        .map((grant) => visibleTo(account, caller.identityArn, grant))
        .filter(({ permissions }) => permissions.length > 0);
    const isOtherwise = strikes(faults, "grantsReadBackOtherwise");
    const listed = isOtherwise ? found.flatMap(grantToApiOtherwise) : found.map(grantToApi);
    const start = Number(body.NextToken ?? 0);
    const end = start + (body.MaxResults ?? DEFAULT_PAGE_SIZE);
    return {
        PrincipalResourcePermissions: listed.slice(start, end),
        ...(end < listed.length ? { NextToken: String(end) } : {}),
    };
}
