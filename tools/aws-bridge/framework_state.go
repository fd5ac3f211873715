package main

import (
	"slices"

	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// known is what state or plan has, in the cloud's words, with all tags as its tags.
func (l frameworkLife) known(value tftypes.Value) properties {
	said := toProperties(value)
	all, _ := said["tagsAll"].(map[string]any)
	if own, _ := said["tags"].(map[string]any); all == nil {
		all = l.account.withDefaultTags(own)
	}
	delete(said, "tags")
	if _, isTagged := l.schema().Attributes["tags"]; isTagged && len(all) > 0 {
		said["tags"] = all
	}
	return said
}

// inputs are what a program may say of it.
func (l frameworkLife) inputs(plan tftypes.Value) properties {
	said := l.known(plan)
	for name, declared := range l.schema().Attributes {
		if name == "region" || (!declared.IsOptional() && !declared.IsRequired()) {
			delete(said, propertyName(name))
		}
	}
	return said
}

// stateAfter is the state of which the cloud has answered; `base` is the plan, or the state before.
func (l frameworkLife) stateAfter(base tftypes.Value, answer properties) tftypes.Value {
	before := attributesOf(base)
	after := map[string]tftypes.Value{}
	for name, valueType := range base.Type().(tftypes.Object).AttributeTypes {
		old, ok := before[name]
		if !ok || !old.IsKnown() {
			old = tftypes.NewValue(valueType, nil)
		}
		after[name] = l.attributeAfter(name, old, answer)
	}
	return tftypes.NewValue(base.Type(), after)
}

func (l frameworkLife) attributeAfter(name string, old tftypes.Value, answer properties) tftypes.Value {
	switch {
	case slices.Contains(l.notRead, name):
		return old
	case name == "region" && old.IsNull():
		return tftypes.NewValue(old.Type(), l.account.region)
	case name == "region":
		return old
	case name == "tags_all":
		return fromPropertyValue(old.Type(), tagsIn(answer))
	case name == "tags":
		own, _ := toPropertyValue(old).(map[string]any)
		rest := l.account.withoutDefaultTags(tagsIn(answer), own)
		if len(rest) == 0 && old.IsNull() {
			return old
		}
		return fromPropertyValue(old.Type(), rest)
	}
	found := fromPropertyValue(old.Type(), answer[propertyName(name)])
	// No block and an empty list of blocks are the same to Terraform, which plans the latter.
	if list, isList := toPropertyValue(old).([]any); isList && len(list) == 0 && found.IsNull() {
		return old
	}
	return found
}
