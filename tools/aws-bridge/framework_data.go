package main

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/pulumi/pulumi/sdk/v3/go/common/tokens"
)

// frameworkFunction is a data source of the half that uses the Plugin Framework, a function to Pulumi.
type frameworkFunction struct {
	name     string
	token    tokens.ModuleMember
	argument string
	schema   schema.Schema
	// Puts the cloud's answer, which is Pulumi's, into Terraform's names.
	rename func(answer properties)
}

type frameworkData struct {
	*frameworkFunction
	account *account
}

func (d frameworkData) Metadata(_ context.Context, _ datasource.MetadataRequest, response *datasource.MetadataResponse) {
	response.TypeName = d.name
}

func (d frameworkData) Schema(_ context.Context, _ datasource.SchemaRequest, response *datasource.SchemaResponse) {
	response.Schema = d.schema
}

func (d frameworkData) Read(ctx context.Context, request datasource.ReadRequest, response *datasource.ReadResponse) {
	args := properties{}
	if d.argument != "" {
		args[propertyName(d.argument)] = toPropertyValue(attributesOf(request.Config.Raw)[d.argument])
	}
	answer, err := d.account.invoke(ctx, string(d.token), args)
	if err != nil {
		addError(&response.Diagnostics, err)
		return
	}
	if d.rename != nil {
		d.rename(answer)
	}
	response.State.Raw = fromPropertyValue(request.Config.Raw.Type(), answer)
}

func answeredText() schema.StringAttribute { return schema.StringAttribute{Computed: true} }

func argumentOrAnswer() schema.StringAttribute {
	return schema.StringAttribute{Optional: true, Computed: true}
}

func answeredTexts() schema.MapAttribute {
	return schema.MapAttribute{Computed: true, ElementType: types.StringType}
}

func answeredObjects(fields attributeTypes) schema.ListAttribute {
	return schema.ListAttribute{Computed: true, ElementType: objectType(fields)}
}
