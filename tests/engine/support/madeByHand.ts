import { runnable, type Sandbox } from "../../sandbox";
import { createNamespace, createTableBucket } from "../../sandbox/aws/account/s3tables";
import { HOW_TO } from "../../sandbox/howTo";
import type { SqlClient } from "../../sandbox/sqlClient";
import {
    type Credentials,
    glueEndpointPolicy,
    grant,
    mount,
    register,
    userWith,
} from "../../unit/sandbox/awsSupport";

/** Names of what somebody has who followed StarRocks' article by hand. */
export const BUCKET = "acme-lakehouse";
export const CATALOG = "starrocks_lakehouse_s3tables";
export const TABLE = `${CATALOG}.sales.taxis`;
export const READER = "adoption_reader";

const NESTED_CATALOG = `123456789012:s3tablescatalog/${BUCKET}`;

/** The IAM user of the catalog. */
export type UserByHand = Credentials & { readonly arn: string };

/** Makes all of it, with rows, and a reader with the password `secret`, who has a role. */
export async function followTheArticle(sandbox: Sandbox, sql: SqlClient): Promise<UserByHand> {
    const user = followItInConsoles(sandbox);
    await followItInSql(sandbox, sql, user);
    return user;
}

/** Takes away what of it is in StarRocks. */
export async function dropWhatWasMadeByHand(sql: SqlClient): Promise<void> {
    await sql.run(`DROP CATALOG IF EXISTS ${CATALOG}`);
    await sql.run(`DROP USER IF EXISTS '${READER}'@'%'`);
    await sql.run("DROP ROLE IF EXISTS analyst");
}

function followItInConsoles({ aws: { account, deployer } }: Sandbox): UserByHand {
    createTableBucket(account, { name: BUCKET });
    createNamespace(account, { bucket: BUCKET, name: "sales", createdBy: deployer.arn });
    mount(account, { allowFullTableExternalDataAccess: false });
    register(account);
    // "Allow external engines to access data in Amazon S3 locations with full table access"
    account.dataLakeSettings.allowFullTableExternalDataAccess = true;
    const user = userWith(account, "starrocks", glueEndpointPolicy(account, BUCKET, "sales"));
    grant(account, user.arn, { kind: "catalog", catalogId: NESTED_CATALOG }, ["SUPER_USER"]);
    return user;
}

/** The article's statements, and grants for a reader. */
async function followItInSql({ aws, frontend }: Sandbox, sql: SqlClient, user: Credentials): Promise<void> {
    // A frontend that isn't ours may have no Region of its own, which the article takes for granted.
    const signingRegion = frontend.isReal ? ',\n  "iceberg.catalog.rest.signing-region" = "us-east-1"' : "";
    await sql.run(`CREATE EXTERNAL CATALOG ${CATALOG} PROPERTIES(
  "type"="iceberg",
  "iceberg.catalog.type" = "rest",
  "iceberg.catalog.uri"  = "${aws.endpoints.glue}/iceberg",
  "iceberg.catalog.rest.sigv4-enabled" = "true",
  "iceberg.catalog.rest.signing-name" = "glue",
  "iceberg.catalog.rest.access-key-id" = "${user.accessKeyId}",
  "iceberg.catalog.rest.secret-access-key" = "${user.secretAccessKey}",
  "iceberg.catalog.warehouse" = "${NESTED_CATALOG}",
  "aws.s3.region" = "us-east-1"${signingRegion}
)`);
    await sql.run(`SET CATALOG ${CATALOG}`);
    await sql.run("USE sales");
    const [, , createTable, insert] = HOW_TO;
    for (const statement of runnable(frontend, [
        createTable!.statement,
        insert!.statement,
        "CREATE ROLE analyst",
        `GRANT USAGE ON CATALOG ${CATALOG} TO ROLE analyst`,
        "GRANT SELECT ON ALL TABLES IN ALL DATABASES TO ROLE analyst",
        `CREATE USER '${READER}'@'%' IDENTIFIED BY 'secret' DEFAULT ROLE analyst`,
    ])) {
        await sql.run(statement);
    }
}
