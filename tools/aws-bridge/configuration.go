package main

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-validators/listvalidator"
	"github.com/hashicorp/terraform-plugin-framework/provider/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-sdk/v2/diag"
	sdk "github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
)

// setting is an argument of the provider. Both frameworks must declare the same ones.
type setting struct {
	name string
	kind settingKind
	// Those of an object, or of each of several.
	fields []setting
}

type settingKind int

const (
	aText settingKind = iota
	aBoolean
	aNumber
	texts
	textsByName
	anObject
	objects
)

var settings = []setting{
	{name: "region"}, {name: "profile"},
	{name: "access_key"}, {name: "secret_key"}, {name: "token"},
	{name: "custom_ca_bundle"},
	{name: "ec2_metadata_service_endpoint"}, {name: "ec2_metadata_service_endpoint_mode"},
	{name: "http_proxy"}, {name: "https_proxy"}, {name: "no_proxy"},
	{name: "retry_mode"}, {name: "sts_region"},
	{name: "s3_us_east_1_regional_endpoint"}, {name: "tag_policy_compliance"},
	// A text to Terraform, and a boolean to Pulumi.
	{name: "skip_metadata_api_check"},
	{name: "skip_credentials_validation", kind: aBoolean},
	{name: "skip_region_validation", kind: aBoolean},
	{name: "skip_requesting_account_id", kind: aBoolean},
	{name: "insecure", kind: aBoolean},
	{name: "s3_use_path_style", kind: aBoolean},
	{name: "use_dualstack_endpoint", kind: aBoolean},
	{name: "use_fips_endpoint", kind: aBoolean},
	{name: "max_retries", kind: aNumber},
	{name: "token_bucket_rate_limiter_capacity", kind: aNumber},
	{name: "allowed_account_ids", kind: texts},
	{name: "forbidden_account_ids", kind: texts},
	{name: "shared_config_files", kind: texts},
	{name: "shared_credentials_files", kind: texts},
	{name: "default_tags", kind: anObject, fields: []setting{{name: "tags", kind: textsByName}}},
	{name: "ignore_tags", kind: anObject, fields: []setting{
		{name: "keys", kind: texts}, {name: "key_prefixes", kind: texts},
	}},
	{name: "assume_role", kind: objects, fields: append(sessionSettings,
		setting{name: "external_id"}, setting{name: "source_identity"},
		setting{name: "tags", kind: textsByName}, setting{name: "transitive_tag_keys", kind: texts},
	)},
	{name: "assume_role_with_web_identity", kind: anObject, fields: append(sessionSettings,
		setting{name: "web_identity_token"}, setting{name: "web_identity_token_file"},
	)},
	// The real provider knows some hundred more.
	{name: "endpoints", kind: objects, fields: []setting{
		{name: "glue"}, {name: "iam"}, {name: "kms"}, {name: "lakeformation"}, {name: "s3tables"}, {name: "sts"},
	}},
}

var sessionSettings = []setting{
	{name: "duration"}, {name: "policy"}, {name: "policy_arns", kind: texts},
	{name: "role_arn"}, {name: "session_name"},
}

func sdkSettings(settings []setting) map[string]*sdk.Schema {
	declared := map[string]*sdk.Schema{}
	for _, setting := range settings {
		declared[setting.name] = setting.sdkSchema()
	}
	return declared
}

func (s setting) sdkSchema() *sdk.Schema {
	text := &sdk.Schema{Type: sdk.TypeString}
	switch s.kind {
	case aBoolean:
		return &sdk.Schema{Type: sdk.TypeBool, Optional: true}
	case aNumber:
		return &sdk.Schema{Type: sdk.TypeInt, Optional: true}
	case texts:
		return &sdk.Schema{Type: sdk.TypeList, Optional: true, Elem: text}
	case textsByName:
		return &sdk.Schema{Type: sdk.TypeMap, Optional: true, Elem: text}
	case anObject, objects:
		block := &sdk.Schema{Type: sdk.TypeList, Optional: true, Elem: &sdk.Resource{Schema: sdkSettings(s.fields)}}
		if s.kind == anObject {
			block.MaxItems = 1
		}
		return block
	}
	return &sdk.Schema{Type: sdk.TypeString, Optional: true}
}

func frameworkSettings(settings []setting) (map[string]schema.Attribute, map[string]schema.Block) {
	attributes, blocks := map[string]schema.Attribute{}, map[string]schema.Block{}
	for _, setting := range settings {
		switch setting.kind {
		case aText:
			attributes[setting.name] = schema.StringAttribute{Optional: true}
		case aBoolean:
			attributes[setting.name] = schema.BoolAttribute{Optional: true}
		case aNumber:
			attributes[setting.name] = schema.Int64Attribute{Optional: true}
		case texts:
			attributes[setting.name] = schema.ListAttribute{Optional: true, ElementType: types.StringType}
		case textsByName:
			attributes[setting.name] = schema.MapAttribute{Optional: true, ElementType: types.StringType}
		case anObject, objects:
			fields, inner := frameworkSettings(setting.fields)
			block := schema.ListNestedBlock{NestedObject: schema.NestedBlockObject{Attributes: fields, Blocks: inner}}
			if setting.kind == anObject {
				block.Validators = []validator.List{listvalidator.SizeAtMost(1)}
			}
			blocks[setting.name] = block
		}
	}
	return attributes, blocks
}

// configure keeps what the bridge itself answers for, and hands the rest on. The half for the Plugin Framework is
// configured with the same values, and needs none.
func (a *account) configure(ctx context.Context, data *sdk.ResourceData) diag.Diagnostics {
	said := properties{}
	for _, setting := range settings {
		if value, ok := data.GetOk(setting.name); ok {
			said[setting.property()] = setting.toProperty(value)
		}
	}
	a.region = text(said["region"])
	tags, _ := said["defaultTags"].(map[string]any)
	a.defaultTags, _ = tags["tags"].(map[string]any)
	delete(said, "defaultTags")
	return diag.FromErr(a.sendConfiguration(ctx, said))
}

func (s setting) property() string {
	if s.name == "assume_role" {
		return "assumeRoles"
	}
	return propertyName(s.name)
}

func (s setting) toProperty(value any) any {
	if s.kind != anObject && s.kind != objects {
		return value
	}
	list := []any{}
	for _, element := range value.([]any) {
		object := properties{}
		said, _ := element.(map[string]any)
		for _, field := range s.fields {
			if inner, ok := said[field.name]; ok && inner != "" {
				object[field.property()] = field.toProperty(inner)
			}
		}
		list = append(list, object)
	}
	if s.kind == anObject && len(list) > 0 {
		return list[0]
	}
	return list
}
