package main

import (
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/booldefault"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

var encryptionFields = attributeTypes{"kms_key_arn": types.StringType, "sse_algorithm": types.StringType}

func maintenanceJob(settings attributeTypes) attr.Type {
	return objectType(attributeTypes{"settings": objectType(settings), "status": types.StringType})
}

func s3tablesTypes() []*frameworkType {
	return []*frameworkType{
		{
			name:     "aws_s3tables_table_bucket",
			bridged:  identified(bridged("s3tables", "TableBucket", fields{}), "arn"),
			title:    "S3 Tables Table Bucket",
			notRead:  []string{"force_destroy"},
			identity: []string{"arn"},
			schema:   tableBucketSchema,
		},
		{
			name:     "aws_s3tables_namespace",
			bridged:  identified(bridged("s3tables", "Namespace", fields{}), "tableBucketArn", "namespace"),
			title:    "S3 Tables Namespace",
			identity: []string{"table_bucket_arn", "namespace"},
			schema: func() schema.Schema {
				return schema.Schema{Attributes: frameworkAttributes{
					"created_at": answer(), "created_by": answer(), "owner_account_id": answer(),
					"namespace":        requiredAndReplacing(255),
					"region":           regionAttribute(),
					"table_bucket_arn": requiredAndReplacing(),
				}}
			},
		},
		{
			name:     "aws_s3tables_table",
			bridged:  identified(bridged("s3tables", "Table", fields{}), "tableBucketArn", "namespace", "name"),
			title:    "S3 Tables Table",
			notRead:  []string{"metadata"},
			identity: []string{"table_bucket_arn", "namespace", "name"},
			schema:   tableSchema,
		},
		{
			name:     "aws_s3tables_table_bucket_policy",
			bridged:  identified(bridged("s3tables", "TableBucketPolicy", fields{}), "tableBucketArn"),
			title:    "S3 Tables Table Bucket Policy",
			identity: []string{"table_bucket_arn"},
			schema: func() schema.Schema {
				return schema.Schema{Attributes: frameworkAttributes{
					"region":           regionAttribute(),
					"resource_policy":  schema.StringAttribute{Required: true},
					"table_bucket_arn": requiredAndReplacing(),
				}}
			},
		},
	}
}

func tableBucketSchema() schema.Schema {
	name := requiredAndReplacing()
	name.Validators = []validator.String{stringvalidator.LengthBetween(3, 63)}
	return schema.Schema{Attributes: frameworkAttributes{
		"arn": answer(), "created_at": answer(), "owner_account_id": answer(),
		"encryption_configuration": objectAttribute(encryptionFields),
		"force_destroy": schema.BoolAttribute{
			Optional: true, Computed: true, Default: booldefault.StaticBool(false),
		},
		"maintenance_configuration": objectAttribute(attributeTypes{
			"iceberg_unreferenced_file_removal": maintenanceJob(attributeTypes{
				"non_current_days": types.Int32Type, "unreferenced_days": types.Int32Type,
			}),
		}),
		"name":     name,
		"region":   regionAttribute(),
		"tags":     tagsAttribute(),
		"tags_all": tagsAllAttribute(),
	}}
}
