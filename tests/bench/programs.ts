/** A catalog that is there, on which roles of this name and a number get grants. */
export const BENCH_CATALOG = "bench_granted";
export const BENCH_ROLE = "bench_role_";

/** Programs in JavaScript, so that no compiler is measured. What they make is in the configuration. */

const HEAD = `
"use strict";
const pulumi = require("@pulumi/pulumi");
const config = new pulumi.Config();
const count = config.requireNumber("count");
const each = (make) => Array.from({ length: count }, (_, index) => make(index));
`;

/** No resource at all. */
const EMPTY = `"use strict"; require("@pulumi/pulumi");`;

const CATALOGS = `${HEAD}
const { StarRocksCatalog } = require("pulumi-starrocks-s3tables");
const properties = config.requireObject("properties");
const secret = config.requireSecret("secretAccessKey");
each((index) => new StarRocksCatalog("catalog-" + index, {
    catalogName: "bench_" + index,
    namespaces: ["sales"],
    properties: { ...properties, "iceberg.catalog.rest.secret-access-key": secret },
}));
`;

const GRANTS = `${HEAD}
const { StarRocksGrant } = require("pulumi-starrocks-s3tables");
each((index) => new StarRocksGrant("grant-" + index, {
    catalogName: "${BENCH_CATALOG}",
    role: "${BENCH_ROLE}" + index,
    createRole: true,
    access: "Read",
}));
`;

const NAMESPACES = `${HEAD}
const { S3TablesFederation, StarRocksS3TablesIntegration } = require("pulumi-starrocks-s3tables");
const federation = new S3TablesFederation("federation", {});
new StarRocksS3TablesIntegration("lake", {
    mountArn: federation.mountArn,
    restEndpoint: config.require("restEndpoint"),
    tableBucketName: "bench-lakehouse",
    namespaces: each((index) => "team_" + index),
    wholeBucketPolicy: true,
    forceDestroy: true,
});
`;

/** As many resources of the same size in the same host, whose provider does nothing. */
const NOTHING = `${HEAD}
const properties = config.requireObject("properties");
const secret = config.requireSecret("secretAccessKey");
const __provider = 'exports.handler = () => require("module").createRequire(process.cwd() + "/")("./nothing.js");';
each((index) => new pulumi.CustomResource("pulumi-nodejs:dynamic/bench:Nothing", "nothing-" + index, {
    catalogName: "bench_" + index,
    namespaces: ["sales"],
    propagationTimeoutSeconds: 180,
    connection: {},
    frontends: ["127.0.0.1:9030"],
    owner: "organization/bench/test/nothing-" + index,
    properties: { ...properties, "iceberg.catalog.rest.secret-access-key": secret },
    __provider,
}));
`;

const PROVIDER_OF_NOTHING = `
"use strict";
module.exports = {
    check: async (_olds, inputs) => ({ inputs, failures: [] }),
    diff: async () => ({ replaces: [] }),
    create: async (inputs) => ({ id: inputs.catalogName, outs: inputs }),
    read: async (id, props) => ({ id, props, inputs: props }),
    update: async (_id, _olds, news) => ({ outs: news }),
    delete: async () => {},
};
`;

export type Workload = "empty" | "catalogs" | "grants" | "namespaces" | "nothing";

export const PROGRAMS: Readonly<Record<Workload, Readonly<Record<string, string>>>> = {
    empty: { "index.js": EMPTY },
    catalogs: { "index.js": CATALOGS },
    grants: { "index.js": GRANTS },
    namespaces: { "index.js": NAMESPACES },
    nothing: { "index.js": NOTHING, "nothing.js": PROVIDER_OF_NOTHING },
};
