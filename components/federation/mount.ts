import * as glue from "@pulumi/aws/glue";
import * as lakeformation from "@pulumi/aws/lakeformation";
import * as pulumi from "@pulumi/pulumi";
import { lookUp } from "../common/lookUp";
import { refuse } from "../common/validation";
import { AccessMode, IcebergEndpoint } from "../permissions/access";
import { allTableBucketsArn, MOUNT_NAME, type TableBucketPlace, tableBucketArn } from "../storage/warehouse";
import { type AccountFindings, accountProblems, decidingRegistration } from "./accountProblems";

/** What a mount is needed for. */
export interface MountRequest {
    readonly place: pulumi.Output<TableBucketPlace>;
    readonly mode: AccessMode;
    readonly endpoint: IcebergEndpoint;
    /** Known once the mount exists, where the same program makes it. */
    readonly mountArn?: pulumi.Input<string>;
}

/**
 * Checks, at preview too, that the account and Region fit the access mode. Changes nothing.
 *
 * @returns the findings, as a dependency: resources that depend on it are only touched if the account fits. Nothing if
 * the endpoint needs no mount.
 */
export function requireMount(
    { place, mode, endpoint, mountArn }: MountRequest,
    parent: pulumi.Resource,
): pulumi.Output<AccountFindings | undefined> {
    if (endpoint === IcebergEndpoint.S3Tables) {
        return pulumi.output(undefined);
    }
    return pulumi.all([place, mountArn]).apply(async ([known]) => {
        const findings = await inspectAccount(known, { parent });
        warnOfWhatCouldNotBeSeen(findings, mode, parent);
        refuse(
            `Region ${known.region} of account ${known.accountId} isn't ready for ${MODE_NAMES[mode]} mode`,
            accountProblems(findings, mode),
        );
        return findings;
    });
}

const MODE_NAMES: Readonly<Record<AccessMode, string>> = { LakeFormation: "Lake Formation", Iam: "IAM" };

async function inspectAccount(place: TableBucketPlace, opts: pulumi.InvokeOptions): Promise<AccountFindings> {
    // Of a location that isn't registered the function answers with nothing, and without an error. Where the place is
    // known, the provider's configuration is known too.
    const registrationOf = (arn: string) =>
        lookUp(() => lakeformation.getResource({ arn }, opts), "roleArn", "missing");
    const [mount, allBuckets, thisBucket, account] = await Promise.all([
        lookUp(() => glue.getCatalog({ name: MOUNT_NAME }, opts), "arn"),
        registrationOf(allTableBucketsArn(place)),
        registrationOf(tableBucketArn(place)),
        lookUp(() => lakeformation.getDataLakeSettings({}, opts), "id"),
    ]);
    return { mount, registration: decidingRegistration(thisBucket, allBuckets), account };
}

function warnOfWhatCouldNotBeSeen(
    { mount, ...lakeFormation }: AccountFindings,
    mode: AccessMode,
    resource: pulumi.Resource,
): void {
    const needed = mode === AccessMode.LakeFormation ? { mount, ...lakeFormation } : { mount };
    for (const [subject, finding] of Object.entries(needed)) {
        if (finding.state === "unseen") {
            pulumi.log.warn(`${subject} could not be checked: ${finding.reason}`, resource);
        }
    }
}
