import { expect } from "chai";
import type { RawCatalogInputs } from "../../components/starrocks/catalog/check";
import * as life from "../../components/starrocks/catalog/life";
import { closedAfterEach } from "../unit/support/closedAfterEach";
import { makeGrantees } from "./support/grantees";
import {
    describeEmbedded,
    FRONTENDS,
    failure,
    type Lake,
    NAMESPACE,
    openLake,
    openLakeForSuite,
    withProperties,
} from "./support/lake";
import { collectProgress, collectProgressOfTests } from "./support/progressLines";

const KEY_ID = "iceberg.catalog.rest.access-key-id";
const SECRET = "iceberg.catalog.rest.secret-access-key";
const REGION = "iceberg.catalog.rest.signing-region";

/** A catalog that is signed with what the frontends have, not with a key that is known here. */
interface Row {
    readonly fault: string;
    /** Properties that are left out. */
    readonly leftOut?: readonly string[];
    /** Variables of the frontends that are missing. */
    readonly unset: readonly string[];
    /** The error on 3.5, where the frontend can be asked, since the catalog is there. */
    readonly lazy: { readonly cause: RegExp; readonly advice: RegExp };
    /** The advice on 4.1, where nobody can be asked. */
    readonly eagerAdvice: RegExp;
}

const ROWS: readonly Row[] = [
    {
        fault: "neither variable of its env: key set",
        unset: ["GLUE_KEY", "GLUE_SECRET"],
        lazy: {
            cause: /a frontend has no AWS credentials to sign with/,
            advice: /^Set GLUE_KEY and GLUE_SECRET in the environment of every frontend, and restart them\.$/,
        },
        eagerAdvice:
            /^Check that GLUE_KEY and GLUE_SECRET are set in the environment of every frontend; look for the cause/,
    },
    {
        fault: "one of the variables of its env: key unset",
        unset: ["GLUE_SECRET"],
        lazy: {
            cause: /a frontend has only half of an access key/,
            advice: /^Set GLUE_KEY and GLUE_SECRET in the environment of every frontend/,
        },
        eagerAdvice: /^Check that GLUE_KEY and GLUE_SECRET are set/,
    },
    {
        fault: "frontends without an identity of their own",
        leftOut: [KEY_ID, SECRET],
        unset: [],
        lazy: {
            cause: /a frontend has no AWS credentials to sign with/,
            advice: /^Give every frontend an instance profile, a role for its service account/,
        },
        eagerAdvice:
            /^Check that every frontend has an AWS identity to which the IAM policy is attached; look/,
    },
    {
        fault: "frontends without a Region of their own, and none given",
        leftOut: [REGION],
        unset: [],
        lazy: {
            cause: /a frontend has no Region for signing/,
            advice: /^Set it to the Region of the endpoint; without it, every frontend needs AWS_REGION/,
        },
        eagerAdvice: /, and that each has a Region of its own \(AWS_REGION\); look/,
    },
];

const HIDDEN =
    /^catalog \S+ could not be created on \S+: StarRocks hides the cause, and this machine lacks the key to look for it/;

for (const { label, version } of FRONTENDS) {
    describeEmbedded(`A catalog that is signed by what the frontends have, on ${label}`, () => {
        const lake = openLakeForSuite(version);
        const progress = collectProgressOfTests();
        beforeEach(() => {
            const { accessKeyId, secretAccessKey } = lake.principal;
            Object.assign(lake.frontend.embedded!.environment, {
                GLUE_KEY: accessKeyId,
                GLUE_SECRET: secretAccessKey,
            });
        });

        const create = (inputs: ReturnType<Lake["inputs"]>) => life.create(lake.connection, inputs);
        const fromEnvironment = (
            { properties, ...changes }: RawCatalogInputs = {},
            leftOut: readonly string[] = [],
        ) => {
            const inputs = lake.inputs({
                ...changes,
                properties: { [KEY_ID]: "env:GLUE_KEY", [SECRET]: "env:GLUE_SECRET", ...properties },
            });
            const kept = Object.entries(inputs.properties).filter(([key]) => !leftOut.includes(key));
            return { ...inputs, properties: Object.fromEntries(kept) };
        };
        const unset = (...variables: readonly string[]) => {
            for (const variable of variables) {
                delete lake.frontend.embedded!.environment[variable];
            }
        };
        const withoutAction = async <Result>(action: string, act: () => Promise<Result>): Promise<Result> => {
            const policy = [...lake.aws.account.policies.values()].find(
                ({ name }) => name === "starrocks-policy",
            )!;
            const { document } = policy;
            policy.document = document.replace(`"${action}",`, "");
            return act().finally(() => {
                policy.document = document;
            });
        };

        it("works if they have the variables", async () => {
            const inputs = fromEnvironment();
            await create(inputs);
            expect(await lake.sql.column(`SHOW DATABASES FROM ${inputs.catalogName}`)).to.include(NAMESPACE);
        });

        for (const { fault, leftOut, unset: missing, lazy, eagerAdvice } of ROWS) {
            it(`fails with the step to mend for ${fault}`, async () => {
                unset(...missing);
                const inputs = fromEnvironment({}, leftOut);
                const message = await failure(create(inputs));
                const advice = /What to do: (.*)$/.exec(message)?.[1];
                expect(message).to.match(lake.isLazy ? lazy.cause : HIDDEN);
                expect(advice).to.match(lake.isLazy ? lazy.advice : eagerAdvice);
                if (!lake.isLazy) {
                    expect(advice).to.match(
                        new RegExp(
                            `look for the cause next to "${inputs.catalogName}" in fe\\.log of the leader frontend`,
                        ),
                    );
                }
                expect(await lake.exists(inputs.catalogName)).to.equal(false);
            });
        }

        it("fails with the name of an action that their policy lacks, where they can be asked", async () => {
            const message = await withoutAction("glue:GetCatalog", () => failure(create(fromEnvironment())));
            expect(message).to.match(
                lake.isLazy
                    ? /: the IAM policy lacks an action\.\n {2}Seen: StarRocks frontend \S+ says "Forbidden: .*\n.*\n.*Allow glue:GetCatalog on arn/
                    : HIDDEN,
            );
        });

        it("is waited for while their key isn't known yet", async () => {
            lake.aws.faults.keyNotYetKnown = lake.isLazy ? 2 : 1;
            const inputs = fromEnvironment({ propagationTimeoutSeconds: 9 });
            await create(inputs);
            expect(progress.lines.join("\n")).to.match(
                lake.isLazy
                    ? /^waiting for Glue to accept the new access key \(.*security token.*, 0 s of 9 s\)$/m
                    : /^waiting for StarRocks to create catalog \S+ \(.*Failed to load rest catalog.*, 0 s of 9 s\)$/m,
            );
        });

        it("isn't waited for where no waiting helps and the frontend says so", async function () {
            if (!lake.isLazy) {
                this.skip();
            }
            unset("GLUE_KEY", "GLUE_SECRET");
            await failure(create(fromEnvironment({ propagationTimeoutSeconds: 60 })));
            expect(progress.lines.filter((line) => line.startsWith("waiting"))).to.deep.equal([]);
        });

        it("keeps its old values if new ones fail, and says so", async () => {
            const inputs = fromEnvironment();
            const state = await create(inputs);
            const wanted = withProperties(inputs, { [SECRET]: "env:NO_SUCH_VARIABLE" });
            const message = await failure(life.update(lake.connection, state, wanted));
            expect(message).to.match(/works as before\./);
            expect(message).to.contain("NO_SUCH_VARIABLE");
            expect(await lake.sql.column(`SHOW DATABASES FROM ${inputs.catalogName}`)).to.include(NAMESPACE);
        });

        it("fails with fe.log's place for a user who may not ask the frontend", async function () {
            if (!lake.isLazy) {
                this.skip();
            }
            const grantees = makeGrantees(lake.sql);
            const user = await grantees.user();
            await lake.sql.run(`GRANT CREATE EXTERNAL CATALOG ON SYSTEM TO USER '${user}'@'%'`);
            await lake.sql.run(`GRANT USAGE, ALTER, DROP ON ALL CATALOGS TO USER '${user}'@'%'`);
            unset("GLUE_KEY", "GLUE_SECRET");
            const low = { ...lake.connection, user, password: "secret" };
            const message = await failure(life.create(low, fromEnvironment())).finally(() => grantees.drop());
            expect(message).to.match(/: StarRocks hides the cause.*GLUE_KEY and GLUE_SECRET.*fe\.log/s);
        });
    });

    describeEmbedded(`A frontend whose clock is wrong, ${label}`, () => {
        const closing = closedAfterEach();

        it("is found by comparing it with the view from here", async () => {
            const lake = closing(await openLake(version, { now: () => new Date(Date.now() - 3_600_000) }));
            const progress = collectProgress();
            const message = await failure(life.create(lake.connection, lake.inputs())).finally(progress.stop);
            expect(message).to.match(
                lake.isLazy
                    ? /: the clock is wrong\.\n {2}Seen: StarRocks frontend \S+ says "Forbidden: [^\n]*Signature expired/
                    : /: the frontends fail, although \S+ accepts the same key and warehouse from here\..*clock of every frontend/s,
            );
        });
    });
}
