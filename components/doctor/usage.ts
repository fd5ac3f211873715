/** What `doctor --help` prints. */
export const USAGE = `Usage: pulumi-starrocks-s3tables doctor --host <frontend> --catalog <name> [options]
       pulumi-starrocks-s3tables doctor --table-bucket <name> --region <Region> [options]

Looks at a catalog that is there, whoever made it, and says what is wrong with it and what to do. With a table bucket
it says whether a catalog could be made. It only reads: it sends no CREATE, ALTER or DROP (but see --ask-frontend), and
changes nothing in AWS.

StarRocks
  --host <host[:port],...>   frontends; default: STARROCKS_HOST
  --port <port>              their query_port; default: STARROCKS_PORT, else 9030
  --user <user>              default: STARROCKS_USER
                             The password comes from STARROCKS_PASSWORD, or is asked for.
  --tls                      encrypts the connection and verifies the certificate
  --tls-ca <file>            certificates to trust, in PEM
  --tls-any-certificate      accepts whatever certificate there is
  --cleartext-password       sends the password in clear, as LDAP users need; only with --tls
  --catalog <name>           the catalog to look at
  --namespace <name>         a namespace that must be readable; may be given several times
  --ask-frontend             sends one CREATE DATABASE that makes nothing, since StarRocks refuses its PROPERTIES; it is
                             the one statement in answer to which StarRocks tells why it can't use a catalog

AWS
  --region <Region>          default: that of the catalog, else AWS_REGION
  --profile <profile>        as whom the account is looked at; default: AWS_ACCESS_KEY_ID and the like, as in AWS's CLI
  --key-profile <profile>    profile that holds the catalog's own access key; default: the one above, if it is that key
  --principal <ARN>          the IAM user or role that StarRocks signs as; default: that of the key

Before there is a catalog
  --table-bucket <name|ARN>  the table bucket that it would read
  --endpoint <endpoint>      Glue or S3Tables; default: Glue
  --access-mode <mode>       LakeFormation or Iam; default: LakeFormation for Glue
  --rest-endpoint <address>  default: the public one
  --access <level>           Read, Write or Manage, for the permissions of the principal; default: Read

Output
  --json                     one JSON object
  --timeout <seconds>        for each step; default: 60
  --help

Exit code: 0 healthy, 1 something is wrong, 2 invalid arguments, 3 it couldn't be looked at.
`;
