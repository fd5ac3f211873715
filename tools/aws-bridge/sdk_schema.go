package main

import (
	"fmt"
	"regexp"
	"strings"

	awspolicy "github.com/hashicorp/awspolicyequivalence"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/structure"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/validation"
)

type sdkAttributes = map[string]*schema.Schema

type sdkTrait func(*schema.Schema)

func attribute(valueType schema.ValueType, traits []sdkTrait) *schema.Schema {
	declared := &schema.Schema{Type: valueType}
	for _, trait := range traits {
		trait(declared)
	}
	return declared
}

func textOf(traits ...sdkTrait) *schema.Schema    { return attribute(schema.TypeString, traits) }
func booleanOf(traits ...sdkTrait) *schema.Schema { return attribute(schema.TypeBool, traits) }
func numberOf(traits ...sdkTrait) *schema.Schema  { return attribute(schema.TypeInt, traits) }

func listOf(element any, traits ...sdkTrait) *schema.Schema {
	declared := attribute(schema.TypeList, traits)
	declared.Elem = element
	return declared
}

func setOf(element any, traits ...sdkTrait) *schema.Schema {
	declared := attribute(schema.TypeSet, traits)
	declared.Elem = element
	return declared
}

func mapOfTexts(traits ...sdkTrait) *schema.Schema {
	declared := attribute(schema.TypeMap, traits)
	declared.Elem = textOf()
	return declared
}

func required(declared *schema.Schema)  { declared.Required = true }
func optional(declared *schema.Schema)  { declared.Optional = true }
func computed(declared *schema.Schema)  { declared.Computed = true }
func replaces(declared *schema.Schema)  { declared.ForceNew = true }
func sensitive(declared *schema.Schema) { declared.Sensitive = true }

func standard(value any) sdkTrait {
	return func(declared *schema.Schema) { declared.Default = value }
}

func without(other string) sdkTrait {
	return func(declared *schema.Schema) { declared.ConflictsWith = []string{other} }
}

var arnPattern = regexp.MustCompile(`^arn:[^:]*:[^:]+:.*:.+$`)

func arn(declared *schema.Schema) {
	declared.ValidateFunc = func(value any, name string) ([]string, []error) {
		if arnPattern.MatchString(text(value)) {
			return nil, nil
		}
		return nil, []error{fmt.Errorf("%q (%s) is an invalid ARN: arn: invalid prefix", name, value)}
	}
}

var iamNamePattern = regexp.MustCompile(`^[0-9A-Za-z=,.@\-_+]+$`)

func iamName(declared *schema.Schema) {
	declared.ValidateFunc = validation.StringMatch(iamNamePattern,
		"must only contain alphanumeric characters, hyphens, underscores, commas, periods, @ symbols, plus and equals signs")
}

// policyDocument differs only where its meaning does.
func policyDocument(declared *schema.Schema) {
	declared.ValidateFunc = validation.StringIsJSON
	declared.DiffSuppressFunc = func(_, old, next string, _ *schema.ResourceData) bool {
		return sameMeaning(old, next)
	}
	declared.StateFunc = func(value any) string {
		normalized, _ := structure.NormalizeJsonString(value)
		return normalized
	}
}

func sameMeaning(one, other string) bool {
	one, other = strings.TrimSpace(one), strings.TrimSpace(other)
	if one == "" || other == "" {
		return one == other
	}
	same, err := awspolicy.PoliciesAreEquivalent(one, other)
	return err == nil && same
}

// named has the name that the program gives, or one that is made from a prefix; not both.
func named(attributes sdkAttributes) sdkAttributes {
	attributes["name"] = textOf(optional, computed, replaces, without("name_prefix"))
	attributes["name_prefix"] = textOf(optional, computed, replaces, without("name"))
	return attributes
}

func tagged(attributes sdkAttributes) sdkAttributes {
	attributes["tags"] = mapOfTexts(optional)
	// Pulumi's patch of the provider lets it be set: before Check, from the program's and the provider's tags.
	attributes["tags_all"] = mapOfTexts(optional, computed)
	return attributes
}

func regional(attributes sdkAttributes) sdkAttributes {
	attributes["region"] = textOf(optional, computed, replaces)
	return attributes
}
