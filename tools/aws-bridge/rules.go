package main

import (
	"context"
	"strings"

	sdk "github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
)

const missingID = tfbridge.MissingIDPlaceholder

// traits are what differs between releases of pulumi-aws, or couldn't be settled.
type traits struct {
	// missingID, or "name".
	catalogID string
}

func (t traits) apply(info *tfbridge.ProviderInfo) {
	if t.catalogID == "name" {
		identified(info.Resources["aws_glue_catalog"], "name")
	}
}

// identified gives a Plugin-Framework type, which has no `id` of its own, the id that consists of these properties.
func identified(info *tfbridge.ResourceInfo, parts ...resource.PropertyKey) *tfbridge.ResourceInfo {
	info.ComputeID = func(_ context.Context, state resource.PropertyMap) (resource.ID, error) {
		values := []string{}
		for _, part := range parts {
			if value := state[part]; value.IsString() {
				values = append(values, value.StringValue())
			}
		}
		return resource.ID(strings.Join(values, ";")), nil
	}
	return info
}

func configFields() fields {
	return fields{
		"region":                      {Default: &tfbridge.DefaultInfo{EnvVars: []string{"AWS_REGION", "AWS_DEFAULT_REGION"}}},
		"skip_region_validation":      {Default: &tfbridge.DefaultInfo{Value: true}},
		"skip_credentials_validation": {Default: &tfbridge.DefaultInfo{Value: false}},
		"skip_metadata_api_check":     {Type: "boolean"},
		"access_key":                  {Secret: tfbridge.True()},
		"secret_key":                  {Secret: tfbridge.True()},
		"token":                       {Secret: tfbridge.True()},
	}
}

// addCommonRules adds what pulumi-aws says of all types alike: names, Regions, and the provider's tags.
func addCommonRules(info *tfbridge.ProviderInfo, upstream *sdk.Provider) {
	for name, declared := range info.Resources {
		schema := info.P.ResourcesMap().Get(name).Schema()
		_, hasRegion := schema.GetOk("region")
		_, hasTags := schema.GetOk("tags_all")
		_, isSDK := upstream.ResourcesMap[name]
		declared.PreCheckCallback = preCheck(hasRegion, isSDK && hasTags)
		if declared.Fields == nil {
			declared.Fields = fields{}
		}
		if isSDK && hasTags {
			declared.Fields["tags_all"] = &tfbridge.SchemaInfo{
				MarkAsComputedOnly: tfbridge.True(), MarkAsOptional: tfbridge.False(),
			}
		}
		if field, ok := schema.GetOk("name"); ok && declared.Fields["name"] == nil && (field.Optional() || field.Required()) {
			declared.Fields["name"] = tfbridge.AutoName("name", 255, "-")
		}
	}
}

func preCheck(fillsRegion, fillsTags bool) tfbridge.PreCheckCallback {
	return func(_ context.Context, inputs, configuration resource.PropertyMap) (resource.PropertyMap, error) {
		filled := inputs.Copy()
		if fillsTags {
			filled["tagsAll"] = allTags(inputs["tags"], configuration)
		}
		if region, ok := configuration["region"]; fillsRegion && ok && !region.IsNull() && !isGiven(inputs["region"]) {
			filled["region"] = region
		}
		return filled, nil
	}
}

func isGiven(value resource.PropertyValue) bool { return value.V != nil && !value.IsNull() }

func allTags(own resource.PropertyValue, configuration resource.PropertyMap) resource.PropertyValue {
	if own.ContainsUnknowns() || resource.NewObjectProperty(configuration).ContainsUnknowns() {
		return resource.NewOutputProperty(resource.Output{Known: false})
	}
	all := resource.PropertyMap{}
	merge := func(tags resource.PropertyValue) {
		if tags.IsObject() {
			for key, value := range tags.ObjectValue() {
				all[key] = value
			}
		}
	}
	if defaults := configuration["defaultTags"]; defaults.IsObject() {
		merge(defaults.ObjectValue()["tags"])
	}
	merge(own)
	return resource.NewObjectProperty(all)
}
