import * as pulumi from "@pulumi/pulumi";
import type { StarRocksCatalogArgs, StarRocksGrantArgs } from "../../index";

// The resources that the plugin serves besides the components, as Pulumi's analyzer reads them, which knows nothing but
// components. Nothing makes one of these: `pluginSchema.ts` turns what the analyzer says into resources.

/**
 * An external catalog in StarRocks 3.4.2 or later, managed through SQL.
 *
 * If the arguments include the access key, the machine that runs Pulumi first calls the endpoint with it, and sends
 * nothing to StarRocks until the endpoint answers. `SHOW DATABASES` then verifies the catalog. An error says what was
 * seen, which step to fix, and what to do (docs/troubleshooting.md). Deleting the resource drops the catalog; tables
 * and data stay.
 */
export class Catalog extends pulumi.ComponentResource {
    /** Name of the catalog. */
    declare public readonly catalogName: pulumi.Output<string>;
    /** Comment of the catalog. */
    declare public readonly comment?: pulumi.Output<string>;
    /** Properties of the catalog as StarRocks knows them, those that the typed arguments stand for among them. */
    declare public readonly properties: pulumi.Output<Record<string, string>>;
    /** Namespaces that StarRocks must be able to see. */
    declare public readonly namespaces: pulumi.Output<string[]>;
    /** Who declares the catalog, `<organization>/<project>/<stack>/<name>`. */
    declare public readonly owner?: pulumi.Output<string>;
    /** `host:port` of the frontends that the connection leads to. */
    declare public readonly frontends?: pulumi.Output<string[]>;
    /** Version that the frontend reports, such as `3.5.7-d2da301`. */
    declare public readonly starRocksVersion: pulumi.Output<string>;
    /** Identity of the cluster, if it could be seen. */
    declare public readonly clusterId?: pulumi.Output<string>;

    constructor(name: string, args: StarRocksCatalogArgs, opts?: pulumi.ComponentResourceOptions) {
        super("pulumi-starrocks-s3tables:index:Catalog", name, args, opts);
    }
}

/**
 * Privileges of a role or user on an external catalog, managed through SQL. Deleting the resource revokes only what it
 * granted: privileges that another grant in the program gives stay, and so do those that were held before.
 *
 * Changing the catalog, role or user replaces the grant; other changes grant and revoke in place.
 */
export class Grant extends pulumi.ComponentResource {
    /** Name of the external catalog. */
    declare public readonly catalogName: pulumi.Output<string>;
    /** Name of the role. */
    declare public readonly role?: pulumi.Output<string>;
    /** Name of the user. */
    declare public readonly user?: pulumi.Output<string>;
    /** The granted privileges, one per entry: `SELECT ON ALL TABLES IN DATABASE sales`. */
    declare public readonly grants: pulumi.Output<string[]>;
    /** `host:port` of the frontends that the connection leads to. */
    declare public readonly frontends?: pulumi.Output<string[]>;
    /** Identity of the cluster, if it could be seen. */
    declare public readonly clusterId?: pulumi.Output<string>;

    constructor(name: string, args: StarRocksGrantArgs, opts?: pulumi.ComponentResourceOptions) {
        super("pulumi-starrocks-s3tables:index:Grant", name, args, opts);
    }
}
