import { AwsError } from "./errors";
import { findRole } from "./iamPrincipals";
import type { DataLakeSettings, Registration } from "./lakeFormationState";
import type { Account } from "./state";

/** A new account: IAM decides alone until Lake Formation is set up. */
export function initialDataLakeSettings(admin: string): DataLakeSettings {
    const everybody = [{ principal: "IAM_ALLOWED_PRINCIPALS", permissions: ["ALL"] }];
    return {
        admins: [admin],
        readOnlyAdmins: [],
        allowExternalDataFiltering: false,
        allowFullTableExternalDataAccess: false,
        externalDataFilteringAllowList: [],
        authorizedSessionTagValueList: [],
        createDatabaseDefaultPermissions: everybody,
        createTableDefaultPermissions: everybody,
        parameters: { CROSS_ACCOUNT_VERSION: "4", SET_CONTEXT: "TRUE" },
        trustedResourceOwners: [],
    };
}

export const isDataLakeAdmin = (account: Account, principalArn: string) =>
    account.dataLakeSettings.admins.includes(principalArn);

export const isReadOnlyAdmin = (account: Account, principalArn: string) =>
    account.dataLakeSettings.readOnlyAdmins.includes(principalArn);

export interface NewRegistration {
    arn: string;
    roleArn?: string;
    withFederation?: boolean;
    withPrivilegedAccess?: boolean;
    hybridAccessEnabled?: boolean;
}

export function registerLocation(account: Account, location: NewRegistration): Registration {
    const {
        arn,
        roleArn,
        withFederation = false,
        withPrivilegedAccess = false,
        hybridAccessEnabled = false,
    } = location;
    if (account.registrations.has(arn)) {
        throw new AwsError("AlreadyExistsException", "Resource is already registered");
    }
    if (withFederation && !roleArn) {
        throw new AwsError("InvalidInputException", "A role is required to register a federated location.");
    }
    if (roleArn) findRegistrationRole(account, roleArn);
    const registration = {
        arn,
        roleArn,
        withFederation,
        withPrivilegedAccess,
        hybridAccessEnabled,
        lastModified: account.now(),
    };
    account.registrations.set(arn, registration);
    return registration;
}

export function findRegistrationRole(account: Account, roleArn: string) {
    try {
        return findRole(account, roleArn.split("/").at(-1) ?? "");
    } catch {
        throw new AwsError("InvalidInputException", `Role ${roleArn} does not exist or cannot be assumed.`);
    }
}

export function findRegistration(account: Account, arn: string): Registration {
    const registration = account.registrations.get(arn);
    if (!registration) throw new AwsError("EntityNotFoundException", "Entity not found");
    return registration;
}

/** Gooddata's Terraform modules ignore the attribute for that reason. */
export const isFederationReadBack = ({ provider }: Account, arn: string): boolean =>
    provider.readsFederationBack || !arn.endsWith(":bucket/*");

export function deregisterLocation(account: Account, arn: string): void {
    findRegistration(account, arn);
    account.registrations.delete(arn);
}
