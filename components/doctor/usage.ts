/** What `doctor --help` prints. */
export const USAGE = `Usage: pulumi-starrocks-s3tables doctor --host <frontend> --catalog <name> [options]
       pulumi-starrocks-s3tables doctor --table-bucket <name> --region <Region> [options]

Examines an existing catalog, whoever created it, and says what is wrong with it and what to do. With a table bucket it
says whether a catalog could be created. It only reads: it sends no CREATE, ALTER or DROP (but see --ask-frontend), and
changes nothing in AWS.

StarRocks
  --host <host[:port],...>   frontends; default: STARROCKS_HOST
  --port <port>              their query_port; default: STARROCKS_PORT, else 9030
  --user <user>              default: STARROCKS_USER
                             The password comes from STARROCKS_PASSWORD, or from a prompt.
  --tls                      encrypts the connection and verifies the certificate
  --tls-ca <file>            CA certificates to trust, in PEM
  --tls-any-certificate      accepts any certificate
  --cleartext-password       sends the password in plain text, as LDAP users need; only with --tls
  --catalog <name>           the catalog to examine
  --namespace <name>         a namespace that must be readable; repeatable
  --ask-frontend             sends a CREATE DATABASE that creates nothing, because StarRocks refuses its PROPERTIES; it is
                             the only statement for which StarRocks says why it can't use a catalog

AWS
  --region <Region>          default: that of the catalog, else AWS_REGION
  --profile <profile>        profile to examine the account with; default: AWS_ACCESS_KEY_ID etc., as in the AWS CLI
  --key-profile <profile>    profile with the catalog's own access key; default: the one above, if it has that key
  --principal <ARN>          the IAM user or role that StarRocks signs as; default: that of the key

Before there is a catalog
  --table-bucket <name|ARN>  the table bucket that the catalog would read
  --endpoint <endpoint>      Glue or S3Tables; default: Glue
  --access-mode <mode>       LakeFormation or Iam; default: LakeFormation for Glue
  --rest-endpoint <address>  default: the public one
  --access <level>           Read, Write or Manage: the permissions to check; default: Read

Output
  --json                     prints one JSON object
  --timeout <seconds>        limit for each step; default: 60
  --help

Exit code: 0 healthy, 1 something is wrong, 2 invalid arguments, 3 it couldn't be examined.
`;
