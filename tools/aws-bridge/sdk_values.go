package main

import (
	"fmt"
	"slices"

	"github.com/hashicorp/terraform-plugin-sdk/v2/diag"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
)

// inputs are what the program says, in the cloud's words; `of` finds the value of an attribute.
func (l sdkLife) inputs(of func(string) any) properties {
	inputs := properties{}
	for name, declared := range l.schema {
		if name == "tags_all" || name == "region" || isAnswer(declared) {
			continue
		}
		value := of(name)
		if name == "tags" {
			value = l.allTags(of)
		}
		if said, ok := saidValue(value); ok {
			inputs[propertyName(name)] = said
		}
	}
	return inputs
}

func (l sdkLife) allTags(of func(string) any) map[string]any {
	if all := of("tags_all").(map[string]any); len(all) > 0 {
		return all
	}
	return l.account.withDefaultTags(of("tags").(map[string]any))
}

func isAnswer(declared *schema.Schema) bool { return declared.Computed && !declared.Optional }

// saidValue leaves out Go's zero values, which SDKv2 can't tell from nothing; `false` is a value.
func saidValue(value any) (any, bool) {
	switch typed := value.(type) {
	case string:
		return typed, typed != ""
	case int:
		return typed, typed != 0
	case map[string]any:
		return typed, len(typed) > 0
	case []any:
		return typed, len(typed) > 0
	case *schema.Set:
		return typed.List(), typed.Len() > 0
	}
	return value, true
}

// state is what is known of the resource, in the cloud's words.
func (l sdkLife) state(data *schema.ResourceData) properties {
	known := l.inputs(data.Get)
	for name, declared := range l.schema {
		if value, ok := data.GetOk(name); ok && isAnswer(declared) && declared.Type == schema.TypeString {
			known[propertyName(name)] = value
		}
	}
	return known
}

// keep puts into the state what the cloud has answered.
func (l sdkLife) keep(data *schema.ResourceData, answer properties) diag.Diagnostics {
	for name, declared := range l.schema {
		if slices.Contains(l.notRead, name) {
			continue
		}
		if err := data.Set(name, l.answered(data, name, declared, answer)); err != nil {
			return diag.FromErr(fmt.Errorf("%s: %w", name, err))
		}
	}
	return nil
}

func (l sdkLife) answered(
	data *schema.ResourceData, name string, declared *schema.Schema, answer properties,
) any {
	switch name {
	case "region":
		return l.account.region
	case "tags_all":
		return tagsIn(answer)
	case "tags":
		return l.account.withoutDefaultTags(tagsIn(answer), data.Get("tags").(map[string]any))
	}
	value := answer[propertyName(name)]
	if old := text(data.Get(name)); slices.Contains(l.documents, name) && sameMeaning(old, text(value)) {
		return old
	}
	return sdkNumber(declared, value)
}

// sdkNumber undoes that JSON has no integers.
func sdkNumber(declared *schema.Schema, value any) any {
	if number, ok := value.(float64); ok && declared.Type == schema.TypeInt {
		return int(number)
	}
	return value
}
