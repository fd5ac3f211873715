package main

import (
	"github.com/hashicorp/terraform-plugin-framework-validators/listvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/booldefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/boolplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/objectplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

func tableSchema() schema.Schema {
	// A table may get another name and another namespace.
	changeable := schema.StringAttribute{
		Required: true, Validators: []validator.String{stringvalidator.LengthBetween(1, 255)},
	}
	return schema.Schema{
		Attributes: frameworkAttributes{
			"arn": answer(), "created_at": answer(), "created_by": answer(), "owner_account_id": answer(),
			"metadata_location": answer(), "type": answer(), "version_token": answer(), "warehouse_location": answer(),
			"modified_at": answerAnew(), "modified_by": answerAnew(),
			"encryption_configuration": objectAttribute(encryptionFields, objectplanmodifier.RequiresReplace()),
			"format": schema.StringAttribute{
				Required: true, Validators: []validator.String{stringvalidator.OneOf("ICEBERG")},
			},
			"maintenance_configuration": objectAttribute(attributeTypes{
				"iceberg_compaction": maintenanceJob(attributeTypes{"target_file_size_mb": types.Int32Type}),
				"iceberg_snapshot_management": maintenanceJob(attributeTypes{
					"max_snapshot_age_hours": types.Int32Type, "min_snapshots_to_keep": types.Int32Type,
				}),
			}),
			"name":             changeable,
			"namespace":        changeable,
			"region":           regionAttribute(),
			"table_bucket_arn": requiredAndReplacing(),
			"tags":             tagsAttribute(),
			"tags_all":         tagsAllAttribute(),
		},
		Blocks: frameworkBlocks{
			"metadata": replacingBlock(atMostOne, nil, frameworkBlocks{
				"iceberg": replacingBlock(exactlyOne, nil, frameworkBlocks{
					"schema": replacingBlock(exactlyOne, nil, frameworkBlocks{"field": columnBlock()}),
				}),
			}),
		},
	}
}

func columnBlock() schema.ListNestedBlock {
	some := []validator.List{listvalidator.IsRequired(), listvalidator.SizeAtLeast(1)}
	return replacingBlock(some, frameworkAttributes{
		"name": requiredAndReplacing(),
		"required": schema.BoolAttribute{
			Optional: true, Computed: true, Default: booldefault.StaticBool(false),
			PlanModifiers: []planmodifier.Bool{boolplanmodifier.RequiresReplace()},
		},
		"type": requiredAndReplacing(),
	}, nil)
}
