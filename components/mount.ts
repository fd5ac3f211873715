import { glue, lakeformation } from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type Finding, lookUp } from "./lookUp";
import { type ArgumentProblem, refuse } from "./validation";
import { allTableBucketsArn, MOUNT_NAME, type TableBucketPlace, tableBucketArn } from "./warehouse";

/** What Lake Formation mode depends on in the account and Region, as far as the deployer may see it. */
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
    readonly withPrivilegedAccess?: boolean;
}

interface AccountSettings {
    readonly allowFullTableExternalDataAccess?: boolean;
}

const IAM_MODE_PRINCIPAL = "IAM_ALLOWED_PRINCIPALS";

/** True if the mount leaves access to IAM alone, so that Lake Formation hands out no credentials. */
function isInIamMode(mount: MountSettings): boolean {
    return [
        ...(mount.createDatabaseDefaultPermissions ?? []),
        ...(mount.createTableDefaultPermissions ?? []),
    ].some((permission) =>
        permission.principals?.some((each) => each.dataLakePrincipalIdentifier === IAM_MODE_PRINCIPAL),
    );
}

const MOUNT_HELP =
    "Make it once per account and Region with S3TablesFederation (in this program: pass its mountArn as the " +
    "argument mountArn), or in the S3 console under Table buckets > Enable integration.";
const SWITCH_HELP =
    'Turn it on for this catalog (aws glue update-catalog, AllowFullTableExternalDataAccess "True"), or for ' +
    "the account in the Lake Formation console under Application integration settings.";
const IAM_MODE_HELP =
    "Switching it to Lake Formation revokes at once what everybody reads through IAM alone, so this package " +
    "never does it. Switch it yourself (AWS Glue developer guide, S3 Tables federation: change access from IAM " +
    "to Lake Formation), or use another Region.";
const REGISTRATION_HELP =
    "Register arn:…:bucket/* with privileged access and federation: S3TablesFederation does it, or the Lake " +
    "Formation console under Data lake locations.";

/** Why a mount can't serve Lake Formation mode. */
export function modeProblems(mount: MountSettings): ArgumentProblem[] {
    return isInIamMode(mount)
        ? [
              {
                  path: MOUNT_NAME,
                  problem: `the mount is in IAM mode (its default permissions name ${IAM_MODE_PRINCIPAL}). ${IAM_MODE_HELP}`,
              },
          ]
        : [];
}

/** Why Lake Formation wouldn't hand StarRocks credentials through the mount as it is; one entry per cause. */
export function mountProblems({ mount, registration, account }: AccountFindings): ArgumentProblem[] {
    if (mount.state === "missing") {
        return [
            {
                path: MOUNT_NAME,
                problem: `there is no mount of the table buckets in Glue. ${MOUNT_HELP}`,
            },
        ];
    }
    const problems = mount.state === "found" ? modeProblems(mount.value) : [];
    const accountRefuses =
        account.state !== "found" || account.value.allowFullTableExternalDataAccess !== true;
    if (
        mount.state === "found" &&
        mount.value.allowFullTableExternalDataAccess !== "True" &&
        accountRefuses
    ) {
        problems.push({
            path: MOUNT_NAME,
            problem: `external engines have no full table access to the mount. ${SWITCH_HELP}`,
        });
    }
    if (registration.state === "missing") {
        problems.push({
            path: "data location",
            problem: `the table buckets are not registered with Lake Formation. ${REGISTRATION_HELP}`,
        });
    }
    if (registration.state === "found" && registration.value.withPrivilegedAccess === false) {
        problems.push({
            path: "data location",
            problem: `the table buckets are registered without privileged access. ${REGISTRATION_HELP}`,
        });
    }
    return problems;
}

async function inspectAccount(place: TableBucketPlace, opts: pulumi.InvokeOptions): Promise<AccountFindings> {
    const registrationOf = (arn: string) => lookUp(() => lakeformation.getResource({ arn }, opts));
    const [mount, allBuckets, thisBucket, account] = await Promise.all([
        lookUp(() => glue.getCatalog({ name: MOUNT_NAME }, opts)),
        registrationOf(allTableBucketsArn(place)),
        registrationOf(tableBucketArn(place)),
        lookUp(() => lakeformation.getDataLakeSettings({}, opts)),
    ]);
    return { mount, registration: thisBucket.state === "found" ? thisBucket : allBuckets, account };
}

function warnOfWhatCouldNotBeSeen(findings: AccountFindings, resource: pulumi.Resource): void {
    for (const [subject, finding] of Object.entries(findings)) {
        if (finding.state === "unknown") {
            pulumi.log.warn(`${subject} could not be checked: ${finding.reason}`, resource);
        }
    }
}

/**
 * Checks, at preview too, that the mount exists and fits Lake Formation mode. Nothing is changed.
 *
 * @param mountArn known once the mount exists, where the same program makes it.
 * @returns a value for `dependsOn`: what depends on it isn't touched unless the mount fits.
 */
export function requireMount(
    place: pulumi.Output<TableBucketPlace>,
    mountArn: pulumi.Input<string> | undefined,
    parent: pulumi.Resource,
): pulumi.Output<pulumi.Resource[]> {
    return pulumi.all([place, mountArn]).apply(async ([known]) => {
        const findings = await inspectAccount(known, { parent });
        warnOfWhatCouldNotBeSeen(findings, parent);
        refuse(
            `Region ${known.region} of account ${known.accountId} isn't ready for Lake Formation mode`,
            mountProblems(findings),
            parent,
        );
        return [];
    });
}
