import type { Faults } from "../../sandbox/aws/faults";
import { makeTable } from "../../unit/sandbox/awsSupport";
import { BUCKET, type Lake, NAMESPACE } from "./lake";

/** One cause: what is wrong with the catalog or the account, and what the error must say of it. */
export interface FaultyCatalog {
    readonly fault: string;
    readonly properties?: Readonly<Record<string, string>>;
    /** Spoils the account; returns what mends it. */
    readonly spoil?: (lake: Lake) => (() => void) | Promise<() => void>;
    readonly cause: RegExp;
    readonly step: RegExp;
    readonly advice: RegExp;
}

const strike = (name: keyof Faults) => (lake: Lake) => {
    lake.aws.faults[name] = true;
    return () => {
        lake.aws.faults[name] = false;
    };
};

/** Takes something away from the account for as long as a test runs. */
function without<Key extends keyof Lake["aws"]["account"]>(key: Key, value: Lake["aws"]["account"][Key]) {
    return ({ aws: { account } }: Lake) => {
        const whole = account[key];
        Object.assign(account, { [key]: value });
        return () => {
            Object.assign(account, { [key]: whole });
        };
    };
}

/** Takes an action out of the policy. */
export function lackingAction(action: string) {
    return ({ aws }: Lake) => {
        const policy = [...aws.account.policies.values()].find(({ name }) => name === "starrocks-policy")!;
        const { document } = policy;
        policy.document = document.replace(`"${action}",`, "");
        return () => {
            policy.document = document;
        };
    };
}

/** Leaves only the grants of which this is true. */
export function keepingGrants(keep: (kind: string) => boolean) {
    return (lake: Lake) =>
        without(
            "grants",
            lake.aws.account.grants.filter(({ resource }) => keep(resource.kind)),
        )(lake);
}

function withTable({ aws }: Lake): void {
    if (!aws.account.tables.has(`${BUCKET}/${NAMESPACE}/taxis`)) {
        makeTable(aws, "taxis");
    }
}

/** Each cause that can be made here, one row each. */
export const FAULTY_CATALOGS: readonly FaultyCatalog[] = [
    {
        fault: "a key that AWS doesn't know",
        spoil: strike("keyNotYetKnown"),
        cause: /AWS doesn't know the access key/,
        step: /the IAM access key/,
        advice: /Check that the key is active/,
    },
    {
        fault: "a secret of another key",
        properties: { "iceberg.catalog.rest.secret-access-key": "something else" },
        cause: /the signature doesn't match/,
        step: /the IAM access key/,
        advice: /secret belongs to the access key id/,
    },
    {
        fault: "a policy that lacks an action",
        spoil: lackingAction("glue:GetCatalog"),
        cause: /the IAM policy lacks an action/,
        step: /the IAM policy/,
        advice: /Allow glue:GetCatalog on arn:aws:glue:us-east-1:123456789012:catalog/,
    },
    {
        fault: "no Lake Formation grant on a namespace",
        spoil: keepingGrants(() => false),
        cause: /a Lake Formation grant is missing/,
        step: /the Lake Formation grant/,
        advice: /Grant DESCRIBE on namespace sales/,
    },
    {
        fault: "no Lake Formation grant that lets data be read",
        spoil: (lake) => {
            withTable(lake);
            const { grants } = lake.aws.account;
            const reading = grants.find(({ resource }) => resource.kind === "allTables")!;
            reading.permissions = ["DESCRIBE"];
            return () => {
                reading.permissions = ["SELECT"];
            };
        },
        cause: /a Lake Formation grant is missing|no credentials for the data/,
        step: /Lake Formation grant/,
        advice: /SELECT on (table taxis|the whole table)/,
    },
    {
        fault: "a mount that is closed to external engines",
        spoil: (lake) => {
            withTable(lake);
            const mount = lake.aws.account.mount!;
            mount.allowFullTableExternalDataAccess = false;
            return () => {
                mount.allowFullTableExternalDataAccess = true;
            };
        },
        cause: /the endpoint vends no credentials for the data of table sales\.taxis/,
        step: /the data location registration, the mount,/,
        advice: /registered with privileged access/,
    },
    {
        fault: "no mount",
        spoil: without("mount", undefined),
        cause: /the mount or the table bucket doesn't exist/,
        step: /the mount/,
        advice: /S3TablesFederation creates it/,
    },
    {
        fault: "another account in the warehouse",
        properties: { "iceberg.catalog.warehouse": "999999999999:s3tablescatalog/lake" },
        cause: /the warehouse belongs to another account/,
        step: /iceberg\.catalog\.warehouse, which is "999999999999:s3tablescatalog\/lake"/,
        advice: /Use the account of the principal/,
    },
    {
        fault: "another Region",
        properties: { "iceberg.catalog.rest.signing-region": "eu-west-1" },
        cause: /the signature is for another Region/,
        step: /iceberg\.catalog\.rest\.signing-region, which is "eu-west-1"/,
        advice: /Set it to the Region of the endpoint/,
    },
    {
        fault: "another signing name",
        properties: { "iceberg.catalog.rest.signing-name": "s3tables" },
        cause: /the signature is for another service/,
        step: /iceberg\.catalog\.rest\.signing-name, which is "s3tables"/,
        advice: /Set it to "glue" for the Glue endpoint/,
    },
    {
        fault: "no signature",
        properties: { "iceberg.catalog.rest.sigv4-enabled": "false" },
        cause: /the request was not signed/,
        step: /iceberg\.catalog\.rest\.sigv4-enabled, which is "false"/,
        advice: /Set it to "true"/,
    },
    {
        fault: "a clock that is ten minutes slow",
        spoil: without("now", () => Date.now() + 600_000),
        cause: /the clock is wrong/,
        step: /the clock of the machine that signs/,
        advice: /Set the clock here and on the frontends/,
    },
    {
        fault: "a refusal without a reason",
        spoil: (lake) => {
            const mend = [strike("truncatedErrorMessages")(lake), lackingAction("glue:GetCatalog")(lake)];
            return () => mend.map((each) => each());
        },
        cause: /AWS refuses the request without giving a reason/,
        step: /the IAM policy or the Lake Formation grant/,
        advice: /same answer for all three/,
    },
    {
        fault: "throttling",
        spoil: strike("throttle429"),
        cause: /AWS throttles the requests/,
        step: /the request rate/,
        advice: /Try again later/,
    },
    {
        fault: "an endpoint that fails",
        spoil: strike("error500"),
        cause: /the endpoint fails/,
        step: /the endpoint/,
        advice: /Health Dashboard/,
    },
    {
        fault: "an endpoint that never answers",
        spoil: strike("hang"),
        cause: /the endpoint accepts connections but doesn't answer/,
        step: /the endpoint/,
        advice: /proxies in front of it/,
    },
    {
        fault: "a name that nobody knows",
        properties: { "iceberg.catalog.uri": "http://glue.nowhere.invalid/iceberg" },
        cause: /the name of the endpoint can't be resolved/,
        step: /the network/,
        advice: /Check the Region in iceberg\.catalog\.uri/,
    },
    {
        fault: "a port that nobody listens on",
        properties: { "iceberg.catalog.uri": "http://127.0.0.1:1/iceberg" },
        cause: /the endpoint refuses the connection/,
        step: /the network/,
        advice: /Check the host and port in iceberg\.catalog\.uri/,
    },
];
