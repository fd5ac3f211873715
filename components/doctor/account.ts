import { servicesOf } from "../awsAccess/clients";
import { answered } from "../awsAccess/timeLimits";
import type { Finding as Known } from "../common/lookUp";
import { type AccountFindings, accountProblems, decidingRegistration } from "../federation/accountProblems";
import { findMountSettings } from "../federation/accountSetup/mountSettings";
import { isMissing } from "../federation/accountSetup/refusals";
import { describeRegistration } from "../federation/accountSetup/registration";
import { AccessMode, IcebergEndpoint } from "../permissions/access";
import { allTableBucketsArn, MOUNT_NAME, tableBucketArn } from "../storage/warehouse";
import { type Caller, partitionOf } from "./caller";
import type { CatalogPlace } from "./place";
import { briefReason } from "./refusal";
import { findingOf, type Look, look, wrong } from "./report";

type Services = ReturnType<typeof servicesOf>;

/** The mount, its registration and mode, and the table bucket in it, as far as the caller may see them. */
export async function accountLooks(caller: Caller, place: CatalogPlace, seesAll: boolean): Promise<Look[]> {
    if (place.endpoint === IcebergEndpoint.S3Tables) {
        return [look("mount", "not needed", "S3 Tables' own endpoint needs none")];
    }
    const services = servicesOf(caller.access);
    const arns = { ...place, partition: partitionOf(caller.arn!), dnsSuffix: "" };
    const [mount, thisBucket, allBuckets, account, buckets] = await Promise.all([
        known(() => findMountSettings(services)),
        known(() => describeRegistration(services, tableBucketArn(arns))),
        known(() => describeRegistration(services, allTableBucketsArn(arns))),
        known(() => settingsOf(services)),
        known(() => bucketsIn(services, place.accountId)),
    ]);
    const registration = decidingRegistration(thisBucket, allBuckets);
    const findings: AccountFindings = {
        mount,
        registration: mapped(registration, ({ RoleArn, WithPrivilegedAccess }) => ({
            roleArn: RoleArn,
            withPrivilegedAccess: WithPrivilegedAccess,
        })),
        account,
    };
    return [
        ...setupLooks(findings, place),
        bucketLook(buckets, place.tableBucketName, seesAll && mount.state === "found"),
    ];
}

function setupLooks(findings: AccountFindings, { mode, region }: CatalogPlace): Look[] {
    const problems = accountProblems(findings, mode);
    const looksAt = (subject: string, path: string, found: Known<unknown>, good: string): Look[] => {
        const wrongs = problems
            .filter((each) => each.path === path)
            .map(({ cause, advice }) =>
                wrong(
                    subject,
                    findingOf({ cause, advice, step: `the ${subject}` }, `the account, in Region ${region}`),
                ),
            );
        if (wrongs.length > 0) {
            return wrongs;
        }
        return [
            found.state === "unseen" ? look(subject, "not seen", found.reason) : look(subject, "good", good),
        ];
    };
    return [
        ...looksAt("mount", MOUNT_NAME, findings.mount, `the mount is there, in ${MODES[mode]} mode`),
        ...(mode === AccessMode.LakeFormation
            ? looksAt(
                  "data location registration",
                  "data location",
                  findings.registration,
                  "the table buckets are registered with Lake Formation",
              )
            : []),
    ];
}

const MODES: Readonly<Record<AccessMode, string>> = { LakeFormation: "Lake Formation", Iam: "IAM" };

function bucketLook(buckets: Known<readonly string[]>, name: string, seesAll: boolean): Look {
    if (buckets.state !== "found") {
        return look(
            "table bucket",
            "not seen",
            buckets.state === "unseen" ? buckets.reason : "there is no mount to see it in",
        );
    }
    if (buckets.value.includes(name)) {
        return look("table bucket", "good", `${name} is in the mount`);
    }
    return seesAll
        ? wrong(
              "table bucket",
              findingOf(
                  {
                      cause: `there is no table bucket ${name} in this account and Region`,
                      step: "iceberg.catalog.warehouse",
                      advice: "Correct the name, the account or the Region, or create the table bucket.",
                  },
                  `the mount shows ${buckets.value.join(", ") || "none"}`,
              ),
          )
        : look(
              "table bucket",
              "not seen",
              `the mount doesn't show ${name} to this caller, who isn't a data lake administrator`,
          );
}

async function settingsOf(services: Services) {
    const { GetDataLakeSettingsCommand } = await import("@aws-sdk/client-lakeformation");
    const client = await services.lakeFormation();
    const { DataLakeSettings } = await answered("Lake Formation", (options) =>
        client.send(new GetDataLakeSettingsCommand({}), options),
    );
    return { allowFullTableExternalDataAccess: DataLakeSettings?.AllowFullTableExternalDataAccess };
}

const MOST_PAGES = 100;

async function bucketsIn(services: Services, accountId: string): Promise<string[]> {
    const { GetCatalogsCommand } = await import("@aws-sdk/client-glue");
    const glue = await services.glue();
    const names: string[] = [];
    let NextToken: string | undefined;
    for (let page = 0; page < MOST_PAGES; page++) {
        const command = new GetCatalogsCommand({ ParentCatalogId: `${accountId}:${MOUNT_NAME}`, NextToken });
        const answer = await answered("Glue", (options) => glue.send(command, options));
        names.push(...(answer.CatalogList ?? []).map(({ Name = "" }) => Name));
        NextToken = answer.NextToken;
        if (NextToken === undefined) {
            break;
        }
    }
    return names;
}

/** What a look-up brings; that AWS says that there is no such thing is an answer, and a refusal is none. */
async function known<Value>(find: () => Promise<Value | undefined>): Promise<Known<Value>> {
    try {
        const value = await find();
        return value === undefined ? { state: "missing" } : { state: "found", value };
    } catch (error) {
        return isMissing(error) ? { state: "missing" } : { state: "unseen", reason: briefReason(error) };
    }
}

function mapped<From, To>(finding: Known<From>, map: (value: From) => To): Known<To> {
    return finding.state === "found" ? { state: "found", value: map(finding.value) } : finding;
}
