import { type MountSettings, modeProblems } from "../federation/accountProblems";
import { MOUNT_DEFAULT_PERMISSIONS } from "../federation/accountSetup/mount";
import { AccessMode } from "../permissions/access";
import { lakeFormationRoleName } from "../permissions/lakeFormation/rolePolicy";
import { type AwsPlace, allTableBucketsArn, glueArn, MOUNT_NAME } from "../storage/warehouse";

/**
 * The mount of the table buckets in the mocked account before the program runs.
 *
 * @enum
 */
export const MockedMount = {
    /** In Lake Formation mode, with the registration of the table buckets and its role. */
    LakeFormation: "LakeFormation",
    /** In IAM mode. */
    Iam: "Iam",
    /** No mount and no registration: an account in which nothing is set up. */
    Missing: "Missing",
} as const;

export type MockedMount = (typeof MockedMount)[keyof typeof MockedMount];

/** Options for the mocked account. */
export interface MockedAccountOptions {
    /** Region of the AWS provider; the partition follows from it. Default: `us-east-1`. */
    readonly region?: string;
    /** Id of the account, 12 digits. Default: `123456789012`. */
    readonly accountId?: string;
    /** The mount `s3tablescatalog`. Default: `MockedMount.LakeFormation`. */
    readonly mount?: MockedMount;
}

/** Inputs or outputs by their names. */
export type Properties = Record<string, unknown>;

/**
 * Returns the result of a provider function, such as `aws.getRegion`. An error that it throws is the function's error.
 */
export type MockedCall = (args: Properties) => Properties;

/** An account as far as look-ups see it: what was there before, and what the program has made so far. */
export interface MockedAccount {
    readonly place: AwsPlace;
    /** By the functions' tokens. */
    readonly calls: Readonly<Record<string, MockedCall>>;
    /** Lets later look-ups find what the program has made. */
    add(type: string, outputs: Properties): void;
    /** Why a resource can't be made in this account. */
    problemsOf(type: string, inputs: Properties): string[];
}

const MOUNT = "aws:glue/catalog:Catalog";
const REGISTRATION = "aws:lakeformation/resource:Resource";

/** The property by which a look-up finds a resource, and the AWS provider's words where it finds none. */
const LOOKED_UP: Readonly<Record<string, { readonly key: string; readonly missing: string }>> = {
    [MOUNT]: { key: "name", missing: "reading Glue Catalog: couldn't find resource" },
    [REGISTRATION]: { key: "arn", missing: "EntityNotFoundException: Entity not found" },
};

export function openAccount(options: MockedAccountOptions): MockedAccount {
    const place = placeOf(options);
    const { region, accountId, partition, dnsSuffix } = place;
    const found = new Map<string, Properties>();
    const add = (type: string, outputs: Properties) => {
        const rule = LOOKED_UP[type];
        if (rule !== undefined) {
            found.set(`${type} ${outputs[rule.key]}`, outputs);
        }
    };
    const find = (type: string, key: unknown) =>
        found.get(`${type} ${key}`) ?? fail(LOOKED_UP[type]!.missing);
    const addMade = (type: string, outputs: Properties) => {
        const accessMode = outputs.accessMode as AccessMode;
        if (type === "pulumi-nodejs:dynamic/federation:Mount") {
            addMount(place, accessMode, add);
        } else if (type === "pulumi-nodejs:dynamic/federation:Registration") {
            addRegistration(place, String(outputs.registeredRoleArn), add);
        }
    };
    addWhatWasThere(options.mount ?? MockedMount.LakeFormation, place, add);
    return {
        place,
        add: addMade,
        problemsOf: (type, inputs) => {
            const mount = found.get(`${MOUNT} ${MOUNT_NAME}`);
            return mount !== undefined && type.startsWith("pulumi-nodejs:dynamic/federation:")
                ? modeProblems(shownMount(mount) as MountSettings, inputs.accessMode as AccessMode).map(
                      ({ path, problem }) => `${path}: ${problem}`,
                  )
                : [];
        },
        calls: {
            "aws:index/getPartition:getPartition": () => ({ partition, dnsSuffix }),
            "aws:index/getRegion:getRegion": () => ({ region }),
            "aws:index/getCallerIdentity:getCallerIdentity": () => ({ accountId }),
            "aws:glue/getCatalog:getCatalog": ({ name }) => shownMount(find(MOUNT, name)),
            // The AWS provider's own answers with nothing, and no error, where nothing is registered.
            "aws:lakeformation/getResource:getResource": ({ arn }) =>
                found.get(`${REGISTRATION} ${arn}`) ?? {},
            "aws:lakeformation/getDataLakeSettings:getDataLakeSettings": () => ({}),
            "aws:iam/getUser:getUser": ({ userName }) => ({
                userName,
                arn: iamArn(place, `user/${userName}`),
            }),
            "aws:iam/getRole:getRole": ({ name }) => ({ name, arn: iamArn(place, `role/${name}`) }),
        },
    };
}

/** ARN of a resource of IAM, which knows no Region. */
export function iamArn({ partition, accountId }: AwsPlace, resource: string): string {
    return `arn:${partition}:iam::${accountId}:${resource}`;
}

function placeOf({ region = "us-east-1", accountId = "123456789012" }: MockedAccountOptions): AwsPlace {
    if (region.startsWith("cn-")) {
        return { region, accountId, partition: "aws-cn", dnsSuffix: "amazonaws.com.cn" };
    }
    const partition = region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
    return { region, accountId, partition, dnsSuffix: "amazonaws.com" };
}

function addWhatWasThere(mount: MockedMount, place: AwsPlace, add: MockedAccount["add"]): void {
    if (mount === MockedMount.Missing) {
        return;
    }
    addMount(place, AccessMode[mount], add);
    if (mount === MockedMount.LakeFormation) {
        addRegistration(place, iamArn(place, `role/${lakeFormationRoleName(place)}`), add);
    }
}

function addMount(place: AwsPlace, mode: AccessMode, add: MockedAccount["add"]): void {
    add(MOUNT, {
        name: MOUNT_NAME,
        arn: glueArn(place, `catalog/${MOUNT_NAME}`),
        allowFullTableExternalDataAccess: "True",
        createDatabaseDefaultPermissions: MOUNT_DEFAULT_PERMISSIONS[mode],
        createTableDefaultPermissions: MOUNT_DEFAULT_PERMISSIONS[mode],
    });
}

function addRegistration(place: AwsPlace, roleArn: string, add: MockedAccount["add"]): void {
    add(REGISTRATION, { arn: allTableBucketsArn(place), roleArn, withPrivilegedAccess: true });
}

/** A mount as its look-up shows it, where a permission has a list of principals. */
function shownMount(mount: Properties): Properties {
    const shown = (permissions: unknown) =>
        (permissions as (typeof MOUNT_DEFAULT_PERMISSIONS)[AccessMode]).map(({ permissions, principal }) => ({
            permissions,
            principals: [{ dataLakePrincipalIdentifier: principal }],
        }));
    return {
        ...mount,
        createDatabaseDefaultPermissions: shown(mount.createDatabaseDefaultPermissions),
        createTableDefaultPermissions: shown(mount.createTableDefaultPermissions),
    };
}

function fail(message: string): never {
    throw new Error(message);
}
