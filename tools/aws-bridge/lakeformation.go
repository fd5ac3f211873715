package main

import (
	"strings"

	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
)

func lakeFormationTypes() []*sdkType {
	return []*sdkType{{
		name:     "aws_lakeformation_resource",
		bridged:  bridged("lakeformation", "Resource", fields{}),
		notRead:  []string{"arn", "use_service_linked_role"},
		fixed:    true,
		noImport: true,
		schema: regional(sdkAttributes{
			"arn":                     textOf(required, replaces, arn),
			"hybrid_access_enabled":   booleanOf(optional, computed, replaces),
			"last_modified":           textOf(computed),
			"role_arn":                textOf(optional, computed, replaces, arn),
			"use_service_linked_role": booleanOf(optional, replaces),
			"with_federation":         booleanOf(optional, computed, replaces),
			"with_privileged_access":  booleanOf(optional, computed, replaces),
		}),
	}}
}

func lakeFormationFunctions() []*sdkFunction {
	defaultPermissions := func() *schema.Schema {
		return listOf(&schema.Resource{Schema: sdkAttributes{
			"permissions": setOf(textOf(), computed), "principal": textOf(computed),
		}}, computed)
	}
	return []*sdkFunction{
		{
			name: "aws_lakeformation_resource", token: functionToken("lakeformation", "getResource"),
			argument: "arn", id: "arn",
			mayBeMissing: func(err error) bool { return strings.Contains(err.Error(), "EntityNotFoundException") },
			schema: sdkAttributes{
				"arn": textOf(required, arn), "hybrid_access_enabled": booleanOf(computed),
				"last_modified": textOf(computed), "region": textOf(optional, computed), "role_arn": textOf(computed),
				"with_federation": booleanOf(computed), "with_privileged_access": booleanOf(computed),
			},
		},
		{
			name:  "aws_lakeformation_data_lake_settings",
			token: functionToken("lakeformation", "getDataLakeSettings"), id: "catalogId",
			answeredAs: map[string]string{
				"authorizedSessionTagValueList":  "authorizedSessionTagValueLists",
				"externalDataFilteringAllowList": "externalDataFilteringAllowLists",
			},
			schema: sdkAttributes{
				"admins": setOf(textOf(), computed), "read_only_admins": setOf(textOf(), computed),
				"allow_external_data_filtering":         booleanOf(computed),
				"allow_full_table_external_data_access": booleanOf(computed),
				"authorized_session_tag_value_list":     listOf(textOf(), computed),
				"catalog_id":                            textOf(optional),
				"create_database_default_permissions":   defaultPermissions(),
				"create_table_default_permissions":      defaultPermissions(),
				"external_data_filtering_allow_list":    setOf(textOf(), computed),
				"parameters":                            mapOfTexts(computed),
				"region":                                textOf(optional, computed),
				"trusted_resource_owners":               listOf(textOf(), computed),
			},
		},
	}
}
