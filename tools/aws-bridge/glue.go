package main

import (
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	resourceschema "github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

func glueTypes() []*frameworkType {
	return []*frameworkType{{
		name:    "aws_glue_catalog",
		bridged: bridged("glue", "Catalog", fields{}),
		title:   "Glue Catalog",
		notRead: []string{
			"catalog_properties", "overwrite_child_resource_permissions_with_default", "target_redshift_catalog",
		},
		identity:   []string{"name"},
		schema:     catalogSchema,
		modifyPlan: replaceFederatedCatalog,
	}}
}

func catalogSchema() resourceschema.Schema {
	return resourceschema.Schema{
		Attributes: frameworkAttributes{
			"allow_full_table_external_data_access": optionalOrAnswer(),
			"arn":                                   answer(),
			"catalog_id":                            answer(),
			"create_time":                           answer(),
			"description":                           optionalText(),
			"name":                                  requiredAndReplacing(),
			"overwrite_child_resource_permissions_with_default": optionalText(),
			"parameters":  resourceschema.MapAttribute{Optional: true, ElementType: types.StringType},
			"region":      regionAttribute(),
			"tags":        tagsAttribute(),
			"tags_all":    tagsAllAttribute(),
			"update_time": answerAnew(),
		},
		Blocks: frameworkBlocks{
			"catalog_properties": block(atMostOne, frameworkAttributes{
				"custom_properties": resourceschema.MapAttribute{Optional: true, Computed: true, ElementType: types.StringType},
			}, frameworkBlocks{
				"data_lake_access_properties": block(atMostOne, frameworkAttributes{
					"catalog_type":       optionalOrAnswer(),
					"data_lake_access":   resourceschema.BoolAttribute{Optional: true, Computed: true},
					"data_transfer_role": optionalOrAnswer(),
					"kms_key":            optionalOrAnswer(),
				}, nil),
			}),
			"create_database_default_permissions": defaultPermissionsBlock(),
			"create_table_default_permissions":    defaultPermissionsBlock(),
			"federated_catalog": block(atMostOne, frameworkAttributes{
				"connection_name": optionalText(),
				"connection_type": optionalOrAnswer(),
				"identifier":      optionalText(),
			}, nil),
			"target_redshift_catalog": block(atMostOne, frameworkAttributes{
				"catalog_arn": resourceschema.StringAttribute{Required: true},
			}, nil),
		},
	}
}

func defaultPermissionsBlock() resourceschema.ListNestedBlock {
	return block(nil,
		frameworkAttributes{
			"permissions": resourceschema.ListAttribute{Optional: true, ElementType: types.StringType},
		},
		frameworkBlocks{
			"principal": block(atMostOne, frameworkAttributes{"data_lake_principal_identifier": optionalText()}, nil),
		})
}

// Glue can't update a federated catalog, so the provider replaces it, except for its tags.
var ofFederatedCatalog = []string{
	"allow_full_table_external_data_access", "catalog_properties", "create_database_default_permissions",
	"create_table_default_permissions", "description", "federated_catalog", "parameters",
}

func replaceFederatedCatalog(request resource.ModifyPlanRequest, response *resource.ModifyPlanResponse) {
	plan, state := attributesOf(request.Plan.Raw), attributesOf(request.State.Raw)
	if state == nil || (isEmpty(plan["federated_catalog"]) && isEmpty(state["federated_catalog"])) {
		return
	}
	for _, name := range ofFederatedCatalog {
		if !plan[name].Equal(state[name]) {
			response.RequiresReplace = append(response.RequiresReplace, path.Root("federated_catalog"))
			return
		}
	}
}

func isEmpty(list tftypes.Value) bool {
	elements, isKnown := toPropertyValue(list).([]any)
	return list.IsNull() || (isKnown && len(elements) == 0)
}

func glueFunctions() []*frameworkFunction {
	defaultPermissions := answeredObjects(attributeTypes{
		"permissions": types.ListType{ElemType: types.StringType},
		"principal":   types.ListType{ElemType: objectType(attributeTypes{"data_lake_principal_identifier": types.StringType})},
	})
	return []*frameworkFunction{{
		name: "aws_glue_catalog", token: functionToken("glue", "getCatalog"), argument: "name",
		rename: renameCatalog,
		schema: schema.Schema{Attributes: map[string]schema.Attribute{
			"allow_full_table_external_data_access": answeredText(),
			"arn":                                   answeredText(),
			"catalog_id":                            answeredText(),
			"catalog_properties": answeredObjects(attributeTypes{
				"custom_properties": types.MapType{ElemType: types.StringType},
			}),
			"create_database_default_permissions": defaultPermissions,
			"create_table_default_permissions":    defaultPermissions,
			"create_time":                         answeredText(),
			"description":                         answeredText(),
			"federated_catalog": answeredObjects(attributeTypes{
				"connection_name": types.StringType, "connection_type": types.StringType, "identifier": types.StringType,
			}),
			"name":                    schema.StringAttribute{Required: true},
			"parameters":              answeredTexts(),
			"region":                  argumentOrAnswer(),
			"tags":                    answeredTexts(),
			"target_redshift_catalog": answeredObjects(attributeTypes{"catalog_arn": types.StringType}),
			"update_time":             answeredText(),
		}},
	}}
}

// Pulumi's names of lists are plurals.
func renameCatalog(answer properties) {
	for _, name := range []string{"federatedCatalog", "targetRedshiftCatalog"} {
		answer[name] = answer[name+"s"]
	}
	for _, name := range []string{"createDatabaseDefaultPermissions", "createTableDefaultPermissions"} {
		permissions, _ := answer[name].([]any)
		for _, permission := range permissions {
			given := permission.(map[string]any)
			given["principal"] = given["principals"]
		}
	}
}
