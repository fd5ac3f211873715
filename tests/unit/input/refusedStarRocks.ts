import { rootCertificates } from "node:tls";
import * as pulumi from "@pulumi/pulumi";
import type { Refused } from "./oneResource";

/** Arguments of connections, catalogs and grants that can't work. */
export const REFUSED_STARROCKS: Refused = [
    [
        "grant",
        { access: undefined, privileges: { tables: "SELECT" } },
        /privileges\.tables: must be a list, not the string "SELECT"/,
    ],
    ["grant", { namespaces: "sales" }, /namespaces: must be a list, not the string "sales"/],
    ["grant", { catalogName: 5 }, /catalogName: must be a string, not the number 5/],
    ["catalog", { catalogName: 5 }, /catalogName: must be a string, not the number 5/],
    ["catalog", { catalogName: pulumi.output(5) }, /catalogName has a problem: must be a string$/],
    ...["root", "db_admin", "user_admin", "cluster_admin", "security_admin"].map(
        (role) => ["grant", { role }, new RegExp(`role: "${role}" is a built-in StarRocks role`)] as const,
    ),
    ["grant", { access: "toString" }, /access: "toString" must be one of Read, Write, Manage/],
    ["grant", { access: "__proto__" }, /access: "__proto__" must be one of Read, Write, Manage/],
    ["grant", { role: undefined, user: "a\0b" }, /user: "a\\u\{0\}b" must not contain control characters/],
    ["connection", { user: "a\0b" }, /connection\.user: .* must not contain control characters/],
    ["connection", { password: "hunter2\0" }, /connection\.password: must not contain the character NUL/],
    ["connection", { hosts: [null] }, /connection\.hosts\[0\]: must be a string, not null/],
    [
        "connection",
        { hosts: "127.0.0.1" },
        /connection\.hosts: must be a list, not the string "127\.0\.0\.1"/,
    ],
    [
        "connection",
        { port: "9030" },
        /connection\.port: must be a whole number from 1 to 65535, without quotes, not the string/,
    ],
    [
        "connection",
        { startupTimeoutSeconds: 1e12 },
        /connection\.startupTimeoutSeconds: must be a number from 0 to 86400/,
    ],
    [
        "connection",
        { connectTimeoutSeconds: 1e12 },
        /connection\.connectTimeoutSeconds: must be a number from/,
    ],
    ["connection", { queryTimeoutSeconds: 1e12 }, /connection\.queryTimeoutSeconds: must be a number from/],
    [
        "connection",
        { tls: { verifyCertificate: "false" } },
        /connection\.tls\.verifyCertificate: must be true or false/,
    ],
    [
        "connection",
        { tls: { verifyServerName: true, verifyCertificate: false } },
        /connection\.tls\.verifyServerName: can't be true if verifyCertificate is false/,
    ],
    ["connection", { tls: { ca: "/etc/ssl/ca.pem" } }, /connection\.tls\.ca: contains no PEM certificate/],
    [
        "connection",
        { tls: { ca: Buffer.from(rootCertificates[0]!).toString("base64") } },
        /connection\.tls\.ca: contains no PEM certificate/,
    ],
    [
        "connection",
        { tls: { ca: rootCertificates[0]!.replaceAll("\n", "\\n") } },
        /connection\.tls\.ca: contains a certificate that can't be read: it has the two characters "\\n"/,
    ],
    ["catalog", { adopt: "false" }, /adopt: must be true or false, without quotes/],
    ["catalog", { adopt: pulumi.output("false") }, /adopt has a problem: must be true or false/],
    ["grant", { createRole: "false" }, /createRole: must be true or false, without quotes/],
    [
        "catalog",
        { rest: { uri: "https://host/ice\nberg" } },
        /rest\.uri: .* must not contain control characters/,
    ],
    ["catalog", { rest: { uri: 'https://host/ice"berg' } }, /rest\.uri: .* must not contain spaces, quotes/],
    [
        "catalog",
        { properties: { "iceberg.catalog.type": "rest", "iceberg.catalog.uri": "https://u:hunter2@host" } },
        /properties\["iceberg\.catalog\.uri"\]: must not contain a user and password/,
    ],
    [
        "catalog",
        { rest: { uri: "https://h/i", signingName: "glue", accessKeyId: "AKIA", secretAccessKey: "s" } },
        /rest\.signingRegion: is missing: signing with a key needs a Region/,
    ],
    [
        "catalog",
        { rest: { uri: "https://h/i", accessKeyId: "AKIA" } },
        /rest\.secretAccessKey: is missing or empty: set both parts/,
    ],
    ["catalog", { properties: undefined }, /rest: is missing: set rest, or properties/],
    [
        "catalog",
        { properties: { "iceberg.catalog.type": "rest", "pulumi.owner": "me" } },
        /properties\["pulumi\.owner"\]: can't be set/,
    ],
];
