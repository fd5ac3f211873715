import pulumi
from pulumi_starrocks_s3tables import AccessLevel, S3TablesFederation, StarRocksS3TablesIntegration

config = pulumi.Config()

# Once per account and Region; it stays when this stack is destroyed.
federation = S3TablesFederation("federation")

# StarRocks' host, user and password come from the configuration pulumi-starrocks-s3tables:*.
lake = StarRocksS3TablesIntegration(
    "lakehouse",
    table_bucket_name=config.require("tableBucketName"),
    namespaces=["sales"],
    access=AccessLevel.MANAGE,
    mount_arn=federation.mount_arn,
    rest_endpoint=config.get("restEndpoint") or None,
    # In a try-out only: lets destroy delete the tables that were made in SQL.
    force_destroy=config.get_bool("forceDestroy"),
)

pulumi.export("catalog", lake.catalog_name)
pulumi.export("tableBucketArn", lake.table_bucket_arn)
pulumi.export("principalArn", lake.principal_arn)
