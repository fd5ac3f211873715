import type { Finding } from "../common/lookUp";
import type { ArgumentProblem } from "../common/validation";
import { AccessMode } from "../permissions/access";
import { MOUNT_NAME } from "../storage/warehouse";

/** What the mode of access depends on in the account and Region, as far as the deployer may see it. */
export interface AccountFindings {
    readonly mount: Finding<MountSettings>;
    readonly registration: Finding<RegistrationSettings>;
    readonly account: Finding<AccountSettings>;
}

/** The part of a mount that decides who may read through it. */
export interface MountSettings {
    readonly allowFullTableExternalDataAccess?: string;
    readonly createDatabaseDefaultPermissions?: readonly DefaultPermission[];
    readonly createTableDefaultPermissions?: readonly DefaultPermission[];
}

interface DefaultPermission {
    readonly principals?: readonly { readonly dataLakePrincipalIdentifier?: string }[];
}

interface RegistrationSettings {
    readonly roleArn?: string;
    readonly withPrivilegedAccess?: boolean;
}

interface AccountSettings {
    readonly allowFullTableExternalDataAccess?: boolean;
}

/** A fault of the account, in one text for a refusal, and in its parts for a diagnosis. */
export interface AccountProblem extends ArgumentProblem {
    readonly cause: string;
    readonly advice: string;
}

function accountProblem(path: string, cause: string, advice: string): AccountProblem {
    return { path, cause, advice, problem: `${cause}. ${advice}` };
}

/** A table bucket's own registration counts before that of all; what couldn't be seen isn't missing. */
export function decidingRegistration<Value>(
    thisBucket: Finding<Value>,
    allBuckets: Finding<Value>,
): Finding<Value> {
    const isDecided =
        thisBucket.state === "found" || (thisBucket.state !== "missing" && allBuckets.state !== "found");
    return isDecided ? thisBucket : allBuckets;
}

const IAM_MODE_PRINCIPAL = "IAM_ALLOWED_PRINCIPALS";

function namesIamModePrincipal(permissions: readonly DefaultPermission[] | undefined): boolean {
    return (permissions ?? []).some(({ principals }) =>
        principals?.some((each) => each.dataLakePrincipalIdentifier === IAM_MODE_PRINCIPAL),
    );
}

const OR_HIDDEN =
    "or the caller can't see it, being neither a data lake administrator nor granted DESCRIBE on it";
const MOUNT_HELP =
    "Create it once per account and Region with S3TablesFederation (in this program: pass its mountArn as the " +
    "argument mountArn)";
/** The console makes a mount in IAM mode, and nothing else, since March 2026. */
const CONSOLE_HELP: Readonly<Record<AccessMode, string>> = {
    LakeFormation: ".",
    Iam: ", or in the S3 console under Table buckets > Enable integration.",
};
const SWITCH_HELP =
    'Enable it for this catalog (aws glue update-catalog, AllowFullTableExternalDataAccess "True"), or for ' +
    "the account in the Lake Formation console under Application integration settings.";
const OTHER_MODE_HELP: Readonly<Record<AccessMode, string>> = {
    LakeFormation:
        "Switching it to Lake Formation at once locks out everybody who reads through IAM alone, so this package " +
        "never does it. Set accessMode: AccessMode.Iam, or switch it yourself (docs/switching-modes.md).",
    Iam:
        "Switching it to IAM opens the tables to everybody whose IAM policies allow it, so this package never " +
        "does it. Omit accessMode for Lake Formation, set endpoint: IcebergEndpoint.S3Tables, which needs no " +
        "mount, or switch it yourself (docs/switching-modes.md).",
};
const REGISTRATION_HELP =
    "Register arn:…:bucket/* with privileged access and federation: use S3TablesFederation, or the Lake " +
    "Formation console under Data lake locations.";

/** Why a mount can't serve a mode of access. */
export function modeProblems(mount: MountSettings, mode: AccessMode): AccountProblem[] {
    const iamMode = [mount.createDatabaseDefaultPermissions, mount.createTableDefaultPermissions].map(
        namesIamModePrincipal,
    );
    if (mode === AccessMode.LakeFormation) {
        return iamMode.some(Boolean)
            ? [
                  mountProblem(
                      `the mount is in IAM mode (its default permissions name ${IAM_MODE_PRINCIPAL})`,
                      OTHER_MODE_HELP[mode],
                  ),
              ]
            : [];
    }
    return iamMode.every(Boolean)
        ? []
        : [
              mountProblem(
                  `the mount is in Lake Formation mode (its default permissions don't name ${IAM_MODE_PRINCIPAL})`,
                  OTHER_MODE_HELP[mode],
              ),
          ];
}

function mountProblem(cause: string, advice: string): AccountProblem {
    return accountProblem(MOUNT_NAME, cause, advice);
}

/** Why StarRocks couldn't read or write through the mount as it is; one entry per cause. */
export function accountProblems(findings: AccountFindings, mode: AccessMode): AccountProblem[] {
    const { mount } = findings;
    if (mount.state === "missing") {
        return [
            mountProblem(
                `there is no mount of the table buckets in Glue, ${OR_HIDDEN}`,
                `${MOUNT_HELP}${CONSOLE_HELP[mode]}`,
            ),
        ];
    }
    return [
        ...(mount.state === "found" ? modeProblems(mount.value, mode) : []),
        ...(mode === AccessMode.LakeFormation ? vendingProblems(findings) : []),
    ];
}

/** Why Lake Formation wouldn't hand out credentials for the data. */
function vendingProblems({ mount, registration, account }: AccountFindings): AccountProblem[] {
    const mountAllows = mount.state !== "found" || mount.value.allowFullTableExternalDataAccess === "True";
    const accountAllows =
        account.state === "found" && account.value.allowFullTableExternalDataAccess === true;
    return [
        ...(mountAllows || accountAllows
            ? []
            : [mountProblem("external engines have no full table access to the mount", SWITCH_HELP)]),
        ...(registration.state === "missing"
            ? [locationProblem("the table buckets are not registered with Lake Formation")]
            : []),
        ...(registration.state === "found" && registration.value.withPrivilegedAccess === false
            ? [locationProblem("the table buckets are registered without privileged access")]
            : []),
    ];
}

function locationProblem(cause: string): AccountProblem {
    return accountProblem("data location", cause, REGISTRATION_HELP);
}
