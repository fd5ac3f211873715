import { join } from "node:path";
import { expect } from "chai";
import type { Report } from "../../components/doctor/report";
import { devDependencies, name, peerDependencies } from "../../package.json";
import { type Sandbox, startSandbox } from "../sandbox";
import { openSqlClient, type SqlClient } from "../sandbox/sqlClient";
import { type Consumer, openConsumer } from "./support/consumer";
import { changesIn } from "./support/events";
import { installedPackages } from "./support/installedPackages";
import { newestReleases } from "./support/newestReleases";
import { oldestPeers } from "./support/oldestPeers";
import { installWith } from "./support/packageManagers";
import { run } from "./support/processes";
import { printProgress } from "./support/progress";
import { type EngineStack, openStack, type State } from "./support/stack";
import type { PackageManagerName } from "./support/usersProject";

const PROGRAM = `
const federation = new S3TablesFederation("federation");
const lake = new StarRocksS3TablesIntegration("lake", {
    tableBucketName: "acme-lakehouse",
    namespaces: ["sales"],
    access: AccessLevel.Read,
    mountArn: federation.mountArn,
    restEndpoint: new pulumi.Config().require("restEndpoint"),
});
`;

/** A CommonJS program in JavaScript. */
const COMMON_JS = {
    "index.js": `
const pulumi = require("@pulumi/pulumi");
const { AccessLevel, S3TablesFederation, StarRocksS3TablesIntegration } = require("pulumi-starrocks-s3tables");
${PROGRAM}
exports.catalogName = lake.catalogName;
`,
};

/** An ES module, as `"type": "module"` says. */
const esModule = (file: string) => ({
    "package.json": JSON.stringify({ name: "program", private: true, type: "module" }),
    [file]: `
import * as pulumi from "@pulumi/pulumi";
import { AccessLevel, S3TablesFederation, StarRocksS3TablesIntegration } from "pulumi-starrocks-s3tables";
${PROGRAM}
export const catalogName = lake.catalogName;
`,
});

/** What a unit test does with a program that is refused while it runs. */
const REFUSED_UNDER_MOCKS = `
const { StarRocksS3TablesIntegration } = require("pulumi-starrocks-s3tables");
const { MockedMount, mockProgram } = require("pulumi-starrocks-s3tables/testing");
const args = { tableBucketName: "acme-lakehouse", namespaces: ["sales"], starrocks: { host: "h", user: "u" } };
const program = () => void new StarRocksS3TablesIntegration("lake", args);
mockProgram(program, { mount: MockedMount.Missing }).catch((error) => console.log(error.message));
`;

const peers = newestReleases ? peerDependencies : devDependencies;
const PEERS = { "@pulumi/pulumi": peers["@pulumi/pulumi"], "@pulumi/aws": peers["@pulumi/aws"] };

interface User {
    readonly manager: PackageManagerName;
    readonly program: Record<string, string>;
    readonly dependencies: Record<string, string>;
}

/** Each has another kind of program; one in TypeScript 5.9 and CommonJS is what all other tests of the engine run. */
const USERS: Record<string, User> = {
    "npm, with the oldest peers and a program in CommonJS": {
        manager: "npm",
        program: COMMON_JS,
        dependencies: oldestPeers,
    },
    "pnpm, with an ES module in TypeScript 6": {
        manager: "pnpm",
        program: esModule("index.ts"),
        dependencies: {
            ...PEERS,
            "@types/node": devDependencies["@types/node"],
            "ts-node": devDependencies["ts-node"],
            typescript: "6.0.3",
        },
    },
    "Yarn, with an ES module in JavaScript": {
        manager: "yarn",
        program: esModule("index.js"),
        dependencies: PEERS,
    },
};

/** By type of resource. Users' states hold these lines, so they must stay as they are. */
const PROVIDERS = ["catalog", "federation", "lakeFormationGrants"].map(
    (each) =>
        'exports.handler = () => require("module").createRequire(process.cwd() + "/")' +
        `("pulumi-starrocks-s3tables/provider").${each};`,
);

for (const [title, { manager, program, dependencies }] of Object.entries(USERS)) {
    describe(`The package for a user of ${title}`, function () {
        this.timeout(400_000);

        let sandbox: Sandbox;
        let consumer: Consumer;
        let directory: string;
        let stack: EngineStack;
        let sql: SqlClient;
        let state: State;

        before(async () => {
            sandbox = await startSandbox();
            sql = await openSqlClient(sandbox.frontend);
            consumer = await installWith(manager, await openConsumer(), dependencies, printProgress);
            directory = await consumer.program(manager, {
                files: { ...program, "refused.cjs": REFUSED_UNDER_MOCKS },
            });
            const { frontend, aws, environment } = sandbox;
            stack = await openStack({
                program: directory,
                environment,
                config: {
                    "starrocks:host": frontend.host,
                    "starrocks:port": String(frontend.port),
                    "starrocks:user": frontend.user,
                    restEndpoint: `${aws.endpoints.glue}/iceberg`,
                },
                secrets: { "starrocks:password": frontend.password },
            });
        });

        after(async () => {
            await sql?.close();
            await stack?.close();
            await consumer?.close();
            await sandbox?.close();
        });

        it("brings no second copy of Pulumi's packages", async () => {
            const installed = (await installedPackages(consumer.directory)).map(({ name }) => name);
            const copies = installed.filter((name) => name in PEERS);
            expect(copies).to.have.members(Object.keys(PEERS));
        });

        it("is found by the program, and by the engine's process for dynamic providers", async () => {
            const { outputs } = await stack.up();
            expect(outputs.catalogName?.value).to.equal("lake");
            expect(await sql.column("SHOW DATABASES FROM lake")).to.include("sales");
            state = await stack.exportState();
        });

        it("installs the command that looks at a catalog", async () => {
            const { host, port, user, password } = sandbox.frontend;
            const output = await run({
                program: join(consumer.directory, "node_modules/.bin", name),
                arguments: ["doctor", "--catalog", "lake", "--json"],
                directory: consumer.directory,
                environment: {
                    ...process.env,
                    ...sandbox.environment,
                    STARROCKS_HOST: `${host}:${port}`,
                    STARROCKS_USER: user,
                    STARROCKS_PASSWORD: password,
                },
            });
            const { verdict, looks } = JSON.parse(output) as Report;
            expect(verdict).to.equal("healthy");
            expect(looks.find(({ subject }) => subject === "catalog")?.said).to.match(
                /managed by stack \S+ as "lake-catalog"$/,
            );
            expect(looks.find(({ subject }) => subject === "mount")?.state).to.equal("good");
        });

        it("stores providers of one short line, the same wherever it is installed", () => {
            const stored = state.resources.flatMap(({ inputs }) => inputs?.__provider ?? []);
            expect([...new Set(stored)]).to.have.members(PROVIDERS);
            expect(stored.map((text) => String(text).length)).to.satisfy((lengths: number[]) =>
                lengths.every((length) => length < 300),
            );
        });

        it("has mocks that tell why a program is refused", async () => {
            const said = await run({ program: process.execPath, arguments: ["refused.cjs"], directory });
            expect(said).to.contain("there is no mount of the table buckets");
        });

        it("is found at refresh", async () => {
            expect(changesIn(await stack.refresh())).to.deep.equal([]);
        });

        it("is found at destroy", async () => {
            expect(changesIn(await stack.destroy())).to.include("delete lake-catalog");
            expect(await sql.column("SHOW CATALOGS")).to.not.include("lake");
        });
    });
}
