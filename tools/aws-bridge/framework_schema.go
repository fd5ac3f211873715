package main

import (
	"github.com/hashicorp/terraform-plugin-framework-validators/listvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/listplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/objectplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

type (
	frameworkAttributes = map[string]schema.Attribute
	frameworkBlocks     = map[string]schema.Block
	attributeTypes      = map[string]attr.Type
)

var (
	keepsState    = stringplanmodifier.UseStateForUnknown()
	replacesIt    = stringplanmodifier.RequiresReplace()
	replacingList = []planmodifier.List{listplanmodifier.RequiresReplace()}
	atMostOne     = []validator.List{listvalidator.SizeAtMost(1)}
	exactlyOne    = []validator.List{listvalidator.IsRequired(), listvalidator.SizeBetween(1, 1)}
)

func answer() schema.StringAttribute {
	return schema.StringAttribute{Computed: true, PlanModifiers: []planmodifier.String{keepsState}}
}

// answerAnew is unknown in the plan of each update.
func answerAnew() schema.StringAttribute { return schema.StringAttribute{Computed: true} }

func optionalText() schema.StringAttribute { return schema.StringAttribute{Optional: true} }

func optionalOrAnswer() schema.StringAttribute {
	return schema.StringAttribute{Optional: true, Computed: true, PlanModifiers: []planmodifier.String{keepsState}}
}

func requiredAndReplacing(longest ...int) schema.StringAttribute {
	declared := schema.StringAttribute{Required: true, PlanModifiers: []planmodifier.String{replacesIt}}
	if len(longest) > 0 {
		declared.Validators = []validator.String{stringvalidator.LengthBetween(1, longest[0])}
	}
	return declared
}

func regionAttribute() schema.StringAttribute {
	return schema.StringAttribute{
		Optional: true, Computed: true,
		PlanModifiers: []planmodifier.String{keepsState, replacesIt},
	}
}

func tagsAttribute() schema.MapAttribute {
	return schema.MapAttribute{Optional: true, ElementType: types.StringType}
}

func tagsAllAttribute() schema.MapAttribute {
	return schema.MapAttribute{Computed: true, ElementType: types.StringType}
}

func objectAttribute(fields attributeTypes, modifiers ...planmodifier.Object) schema.ObjectAttribute {
	return schema.ObjectAttribute{
		AttributeTypes: fields, Optional: true, Computed: true,
		PlanModifiers: append([]planmodifier.Object{objectplanmodifier.UseStateForUnknown()}, modifiers...),
	}
}

func objectType(fields attributeTypes) types.ObjectType { return types.ObjectType{AttrTypes: fields} }

func block(validators []validator.List, fields frameworkAttributes, blocks frameworkBlocks) schema.ListNestedBlock {
	return schema.ListNestedBlock{
		Validators:   validators,
		NestedObject: schema.NestedBlockObject{Attributes: fields, Blocks: blocks},
	}
}

func replacingBlock(validators []validator.List, fields frameworkAttributes, blocks frameworkBlocks) schema.ListNestedBlock {
	declared := block(validators, fields, blocks)
	declared.PlanModifiers = replacingList
	return declared
}
