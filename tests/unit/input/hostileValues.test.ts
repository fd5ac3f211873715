import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import type { ObjectSchema } from "../../../components/common/schema/schema";
import { federationSchema } from "../../../components/federation/schema";
import { integrationSchema } from "../../../components/integration/schema";
import { catalogSchema } from "../../../components/starrocks/catalog/schema";
import { grantSchema } from "../../../components/starrocks/grant/schema";
import { mockProgram } from "../../../components/testing";
import {
    S3TablesFederation,
    StarRocksCatalog,
    StarRocksGrant,
    StarRocksS3TablesIntegration,
} from "../../../index";
import { HOSTILE_VALUES } from "../support/hostileValues";
import { ARGS, REGION } from "../support/integrationProgram";
import { type SchemaPath, schemaPaths, withValueAt } from "../support/schemaPaths";

type Constructor = new (name: string, args: never) => unknown;

interface Subject {
    readonly name: string;
    readonly component: Constructor;
    readonly schema: ObjectSchema;
    /** Arguments that are accepted. */
    readonly good: object;
}

const CONNECTION = { host: "starrocks.internal", user: "pulumi" };
const SUBJECTS: readonly Subject[] = [
    {
        name: "StarRocksS3TablesIntegration",
        component: StarRocksS3TablesIntegration,
        schema: integrationSchema(() => []),
        good: ARGS,
    },
    { name: "S3TablesFederation", component: S3TablesFederation, schema: federationSchema, good: {} },
    {
        name: "StarRocksCatalog",
        component: StarRocksCatalog,
        schema: catalogSchema,
        good: { connection: CONNECTION, catalogName: "lake", properties: { "iceberg.catalog.type": "rest" } },
    },
    {
        name: "StarRocksGrant",
        component: StarRocksGrant,
        schema: grantSchema,
        good: { connection: CONNECTION, catalogName: "lake", role: "analyst", access: "Read" },
    },
];

interface Trial {
    readonly subject: Subject;
    /** The argument and the value, for a person. */
    readonly title: string;
    readonly args: object;
}

interface Tried extends Trial {
    readonly error?: Error;
    readonly milliseconds: number;
}

/** The connection has one schema wherever it is an argument, and is tried with the grant. */
function pathsOf({ schema, component }: Subject): SchemaPath[] {
    return schemaPaths(schema).filter(
        ({ steps: [first, second] }) =>
            second === undefined ||
            component === StarRocksGrant ||
            !["connection", "starrocks"].includes(`${first}`),
    );
}

const TRIALS: readonly Trial[] = SUBJECTS.flatMap((subject) =>
    pathsOf(subject).flatMap(({ steps }) =>
        HOSTILE_VALUES.map(([value, hostile]) => ({
            subject,
            title: `${subject.name}.${steps.join(".")} = ${value}`,
            args: withValueAt(subject.good, steps, hostile) as object,
        })),
    ),
);

/** Arguments that may be outputs, which hold something hostile once they are known. */
const LATE_VALUES = HOSTILE_VALUES.filter(([name]) => ["a number", "a statement to paste"].includes(name));
const LATE_TRIALS: readonly Trial[] = SUBJECTS.flatMap((subject) =>
    pathsOf(subject)
        .filter(({ schema }) => !schema.plain && schema.kind !== "object")
        .flatMap(({ steps }) =>
            LATE_VALUES.map(([value, hostile]) => ({
                subject,
                title: `${subject.name}.${steps.join(".")} = an output of ${value}`,
                args: withValueAt(subject.good, steps, pulumi.output(hostile)) as object,
            })),
        ),
);

function construct({ subject, args }: Trial, name: string): void {
    new subject.component(name, args as never);
}

/** Time of the processor, since a wall clock shows what else the machine does. */
function milliseconds(since: NodeJS.CpuUsage): number {
    const { user, system } = process.cpuUsage(since);
    return (user + system) / 1000;
}

/** What the connection lacks is in the configuration, or every provider would miss it. */
const OPTIONS = {
    region: REGION,
    config: { "starrocks:host": "starrocks.internal", "starrocks:user": "pulumi", "starrocks:tls": "true" },
};

/** Runs the constructors of all trials in one program; those that are refused register nothing. */
async function tryAtOnce(trials: readonly Trial[]): Promise<Tried[]> {
    const tried: Tried[] = [];
    await mockProgram(() => {
        for (const [index, trial] of trials.entries()) {
            const start = process.cpuUsage();
            let error: Error | undefined;
            try {
                construct(trial, `tried-${index}`);
            } catch (thrown) {
                error = thrown as Error;
            }
            tried.push({ ...trial, error, milliseconds: milliseconds(start) });
        }
    }, OPTIONS);
    return tried;
}

async function tryAlone(trial: Trial): Promise<Tried> {
    const start = process.cpuUsage();
    const error = await mockProgram(() => construct(trial, "tried"), OPTIONS).then(
        () => undefined,
        (thrown: Error) => thrown,
    );
    return { ...trial, error, milliseconds: milliseconds(start) };
}

function titles(some: readonly Tried[]): string[] {
    return some.map(({ title, error }) => `${title}: ${error?.message}`);
}

const REFUSED = /invalid arguments|has a problem: /;
const FRAME = /^\s+at .*[(/]|node_modules/m;

describe("Every argument", function () {
    this.timeout(120_000);
    let tried: Tried[];
    let late: Tried[];

    before(async () => {
        tried = await tryAtOnce(TRIALS);
        late = [];
        for (const trial of LATE_TRIALS) {
            late.push(await tryAlone(trial));
        }
    });

    after(() => {
        const all = [...tried, ...late];
        const refused = all.filter(({ error }) => error !== undefined).length;
        console.log(
            `      hostile values: ${all.length} tried, ${refused} refused, ${all.length - refused} accepted`,
        );
    });

    it("is refused by its path, or accepted, and never ends in an error of another kind", () => {
        const wrong = [...tried, ...late].filter(({ error }) => error && !REFUSED.test(error.message));
        expect(titles(wrong)).to.deep.equal([]);
    });

    it("is refused without a stack frame", () => {
        const framed = tried.filter(
            ({ error }) => error && !/has a problem/.test(error.message) && FRAME.test(`${error.stack}`),
        );
        expect(titles(framed)).to.deep.equal([]);
    });

    it("is refused without what a terminal would obey, a password, or more text than a person reads", () => {
        const printed = [...tried, ...late].filter(
            ({ error }) =>
                error && (/[^\P{Cc}\n]|\u202e|hunter2/u.test(error.message) || error.message.length > 4000),
        );
        expect(titles(printed)).to.deep.equal([]);
    });

    it("is decided upon at once", () => {
        const slow = [...tried, ...late].filter((each) => each.milliseconds > 1000);
        expect(titles(slow)).to.deep.equal([]);
    });

    it("takes the value of no other type", () => {
        const taken = tried.filter(
            ({ title, error }) =>
                error === undefined && /= (null|a bigint|a symbol|a function|a date|bytes)$/.test(title),
        );
        expect(titles(taken)).to.deep.equal([]);
    });

    it("was tried with what the documentation says", () => {
        expect(TRIALS.length + LATE_TRIALS.length).to.be.at.least(7200);
    });
});
