/**
 * "Create Database/Table and Query" of the StarRocks documentation's article "StarRocks + Amazon S3 Tables", word
 * for word: its remarks and its statements.
 */
export const HOW_TO: readonly { readonly remark: string; readonly statement: string }[] = [
    { remark: "Create database", statement: "CREATE DATABASE s3table_db" },
    { remark: "Switch database", statement: "USE s3table_db" },
    {
        remark: "Create table",
        statement: `CREATE TABLE taxis (
    trip_id BIGINT,
    trip_distance FLOAT,
    fare_amount DOUBLE,
    store_and_fwd_flag STRING,
    vendor_id BIGINT
) PARTITION BY (vendor_id)`,
    },
    {
        remark: "Insert data",
        statement: `INSERT INTO taxis 
VALUES (1000371, 1.8, 15.32, 'N', 1), 
       (1000372, 2.5, 22.15, 'N', 2),
       (1000373, 0.9, 9.01, 'N', 2),
       (1000374, 8.4, 42.13, 'Y', 1)`,
    },
    { remark: "Query data", statement: "SELECT * FROM taxis" },
];
