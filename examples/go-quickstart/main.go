package main

import (
	"example.com/pulumi-starrocks-s3tables/sdk/go/starrockss3tables"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
)

func main() {
	pulumi.Run(program)
}

func program(ctx *pulumi.Context) error {
	settings := config.New(ctx, "")

	// Once per account and Region; it stays when this stack is destroyed.
	federation, err := starrockss3tables.NewS3TablesFederation(ctx, "federation", nil)
	if err != nil {
		return err
	}

	// StarRocks' host, user and password come from the configuration pulumi-starrocks-s3tables:*.
	access := starrockss3tables.AccessLevelManage
	// In a try-out only: lets destroy delete the tables that were made in SQL.
	forceDestroy := settings.GetBool("forceDestroy")
	args := &starrockss3tables.StarRocksS3TablesIntegrationArgs{
		TableBucketName: pulumi.String(settings.Require("tableBucketName")),
		Namespaces:      []string{"sales"},
		Access:          &access,
		MountArn:        federation.MountArn,
		ForceDestroy:    &forceDestroy,
	}
	if restEndpoint := settings.Get("restEndpoint"); restEndpoint != "" {
		args.RestEndpoint = pulumi.String(restEndpoint)
	}
	lake, err := starrockss3tables.NewStarRocksS3TablesIntegration(ctx, "lakehouse", args)
	if err != nil {
		return err
	}

	ctx.Export("catalog", lake.CatalogName)
	ctx.Export("tableBucketArn", lake.TableBucketArn)
	ctx.Export("principalArn", lake.PrincipalArn)
	return nil
}
