import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import * as life from "../../components/starrocks/catalog/life";
import { createTable } from "../sandbox/aws/account/tables";
import type { Faults } from "../sandbox/aws/faults";
import { taxis } from "../unit/sandbox/awsSupport";
import { makeAuthority } from "./support/certificates";
import { makeGrantees } from "./support/grantees";
import { FRONTENDS, failure, type Lake, NAMESPACE, openLake } from "./support/lake";
import { collectProgress } from "./support/progressLines";

/** One cause: what is wrong with the catalog or the account, and what the error must say of it. */
interface Row {
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

function lackingAction(action: string) {
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
function keepingGrants(keep: (kind: string) => boolean) {
    return (lake: Lake) =>
        without(
            "grants",
            lake.aws.account.grants.filter(({ resource }) => keep(resource.kind)),
        )(lake);
}

function withTable({ aws: { account, deployer } }: Lake): void {
    if (!account.tables.has(`lake/${NAMESPACE}/taxis`)) {
        const iceberg = { schema: taxis.schema as never };
        createTable(account, {
            bucket: "lake",
            namespace: NAMESPACE,
            name: "taxis",
            createdBy: deployer.arn,
            iceberg,
        });
    }
}

const ROWS: readonly Row[] = [
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
        cause: /no credentials for the data come with table sales\.taxis/,
        step: /the data location registration, the mount,/,
        advice: /registered with privileged access/,
    },
    {
        fault: "no mount",
        spoil: without("mount", undefined),
        cause: /the mount or the table bucket doesn't exist/,
        step: /the mount/,
        advice: /S3TablesFederation makes it/,
    },
    {
        fault: "another account in the warehouse",
        properties: { "iceberg.catalog.warehouse": "999999999999:s3tablescatalog/lake" },
        cause: /the warehouse is of another account/,
        step: /iceberg\.catalog\.warehouse, which is "999999999999:s3tablescatalog\/lake"/,
        advice: /Name the account of the principal/,
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
        step: /the clock of whoever signs/,
        advice: /Set the clock here and on the frontends/,
    },
    {
        fault: "a refusal without a reason",
        spoil: (lake) => {
            const mend = [strike("truncatedErrorMessages")(lake), lackingAction("glue:GetCatalog")(lake)];
            return () => mend.map((each) => each());
        },
        cause: /AWS refuses without saying why/,
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
        advice: /health page/,
    },
    {
        fault: "an endpoint that never answers",
        spoil: strike("hang"),
        cause: /the endpoint accepts connections and doesn't answer/,
        step: /the endpoint/,
        advice: /proxies on the way/,
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

/** The parts of an error that a person reads at night. */
const SHAPE = /^[^\n]+\.\n {2}Seen: [^\n]+\n {2}Step to mend: [^\n]+\.\n {2}What to do: [^\n]+\.$/;

for (const { label, version } of FRONTENDS) {
    describe(`The error of a catalog that can't work on ${label}`, () => {
        let lake: Lake;
        let progress: ReturnType<typeof collectProgress>;

        before(async () => {
            lake = await openLake(version);
        });
        after(() => lake.close());
        beforeEach(() => {
            progress = collectProgress();
        });
        afterEach(() => progress.stop());

        for (const { fault, properties = {}, spoil = () => () => {}, cause, step, advice } of ROWS) {
            it(`names cause, step and advice for ${fault}`, async () => {
                const mend = await spoil(lake);
                const inputs = lake.inputs({ properties });
                const message = await failure(life.create(lake.connection, inputs)).finally(mend);
                expect(message).to.match(SHAPE);
                const [heading = "", seen = "", toMend = "", toDo = ""] = message.split("\n");
                expect(heading).to.match(cause);
                expect(seen).to.contain(`GET `);
                expect(toMend).to.match(step);
                expect(toDo).to.match(advice);
                expect(message).to.not.contain(inputs.properties["iceberg.catalog.rest.secret-access-key"]);
                expect(await lake.exists(inputs.catalogName)).to.equal(false);
            });
        }

        it("names them for a certificate that nobody trusts", async () => {
            const certificate = makeAuthority("nobody").issue(["127.0.0.1"]);
            const server = createServer(certificate, (_, response) => response.end("{}"));
            await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
            const uri = `https://127.0.0.1:${(server.address() as AddressInfo).port}/iceberg`;
            const inputs = lake.inputs({ properties: { "iceberg.catalog.uri": uri } });
            const message = await failure(life.create(lake.connection, inputs));
            server.close();
            expect(message).to.match(SHAPE);
            expect(message).to.match(/: the endpoint's certificate isn't trusted\./);
        });

        it("says that the name is taken, for a catalog that is there", async () => {
            const inputs = lake.inputs();
            await life.create(lake.connection, inputs);
            expect(await failure(life.create(lake.connection, { ...inputs, comment: "ours" }))).to.match(
                /^catalog \S+ exists already and differs:\n {2}comment: is not set, should be "ours"\nChoose another name, drop it, or/,
            );
        });

        it("names the privilege, the user and the role, for a user who lacks one", async () => {
            const grantees = makeGrantees(lake.sql);
            const user = await grantees.user();
            const low = { ...lake.connection, user, password: "secret" };
            const message = await failure(life.create(low, lake.inputs())).finally(() => grantees.drop());
            expect(message).to.match(SHAPE);
            expect(message).to.match(
                /: the user lacks a privilege\.\n.*the CREATE EXTERNAL CATALOG privilege/,
            );
            expect(message).to.match(
                new RegExp(`What to do: ${user} lacks the role db_admin: .*'${user}'\\)\\.$`),
            );
        });

        it("says why StarRocks is too old, and what is needed", async () => {
            const { version: real } = lake.frontend;
            lake.proxy.meddle(/version_comment/, {
                rewrite: (answer) => answer.replace(real, "3.3.9-".padEnd(real.length, "x")),
            });
            expect(await failure(life.create(lake.connection, lake.inputs()))).to.match(
                /^StarRocks frontend \S+ can't be used: release 3\.3\.9\S* is too old, 3\.4\.2 or later is needed/,
            );
        });

        it("tells the cause that the frontend knows, for one that is there, and makes nothing by asking", async () => {
            const inputs = lake.inputs();
            await life.create(lake.connection, inputs);
            const mend = lackingAction("glue:GetDatabases")(lake);
            const message = await failure(life.create(lake.connection, inputs)).finally(mend);
            expect(message).to.match(SHAPE);
            expect(message).to.match(/Seen: StarRocks frontend \S+ says "Forbidden: User: /);
            expect(message).to.match(/What to do: Allow glue:GetDatabases on /);
            expect(lake.aws.requests.filter(({ method }) => method === "POST")).to.deep.equal([]);
        });
    });

    describe(`Waiting for a catalog to work on ${label}`, () => {
        let lake: Lake;
        let progress: ReturnType<typeof collectProgress>;

        before(async () => {
            lake = await openLake(version);
        });
        after(() => lake.close());
        beforeEach(() => {
            progress = collectProgress();
        });
        afterEach(() => progress.stop());

        const WAITS: readonly { fault: keyof Faults; line: RegExp }[] = [
            {
                fault: "keyNotYetKnown",
                line: /^waiting for Glue to accept the new access key \(403 UnrecognizedClientException, 0 s of 9 s\)$/,
            },
            {
                fault: "throttle429",
                line: /^waiting for Glue to take more requests \(429 ThrottlingException, 0 s of 9 s\)$/,
            },
            {
                fault: "error500",
                line: /^waiting for Glue to recover \(500 InternalServiceException, 0 s of 9 s\)$/,
            },
            { fault: "hang", line: /^waiting for Glue to answer \(NO_ANSWER, 1 s of 9 s\)$/ },
            {
                fault: "restForbidden403",
                line: /^waiting for Glue to allow the requests \(403 AccessDeniedException, 0 s of 9 s\)$/,
            },
        ];
        for (const { fault, line } of WAITS) {
            it(`ends well once it heals (${fault}), and tells what is waited for`, async () => {
                lake.aws.faults[fault] = 1;
                const inputs = lake.inputs({ propagationTimeoutSeconds: 9 });
                await life.create(lake.connection, inputs);
                expect(progress.lines[0]).to.match(line);
                expect(await lake.exists(inputs.catalogName)).to.equal(true);
            });
        }

        it("tells of a namespace that isn't granted yet", async () => {
            const { grants } = lake.aws.account;
            const whole = grants.splice(0);
            setTimeout(() => grants.push(...whole), 300);
            await life.create(lake.connection, lake.inputs({ propagationTimeoutSeconds: 9 }));
            expect(progress.lines[0]).to.equal(
                "waiting for Glue to apply the Lake Formation grant (403 AccessDeniedException, 0 s of 9 s)",
            );
        });

        it("ends at the deadline, with the error of the last attempt", async () => {
            lake.aws.faults.keyNotYetKnown = true;
            const inputs = lake.inputs({ propagationTimeoutSeconds: 1 });
            const began = performance.now();
            const message = await failure(life.create(lake.connection, inputs)).finally(() => {
                lake.aws.faults.keyNotYetKnown = false;
            });
            expect(message).to.match(/AWS doesn't know the access key/);
            expect(performance.now() - began).to.be.within(1000, 1500);
        });

        it("doesn't wait for what no waiting mends", async () => {
            const properties = { "iceberg.catalog.rest.signing-region": "eu-west-1" };
            await failure(
                life.create(lake.connection, lake.inputs({ properties, propagationTimeoutSeconds: 60 })),
            );
            expect(progress.lines).to.deep.equal([]);
        });

        it("says that it goes on where the endpoint can't be reached from here", async () => {
            const properties = { "iceberg.catalog.uri": "http://127.0.0.1:1/iceberg" };
            await failure(
                life.create(lake.connection, lake.inputs({ properties, propagationTimeoutSeconds: 60 })),
            );
            expect(progress.lines[0]).to.equal(
                "http://127.0.0.1:1/iceberg can't be reached from here (ECONNREFUSED); going on, since the frontends " +
                    "may have another way to it",
            );
        });
    });
}
