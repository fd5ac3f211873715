package main

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/provider/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource"
)

// frameworkProvider is the half of the provider that uses the Plugin Framework.
type frameworkProvider struct{ account *account }

func (p frameworkProvider) Metadata(_ context.Context, _ provider.MetadataRequest, response *provider.MetadataResponse) {
	response.TypeName = "aws"
}

func (p frameworkProvider) Schema(_ context.Context, _ provider.SchemaRequest, response *provider.SchemaResponse) {
	attributes, blocks := frameworkSettings(settings)
	response.Schema = schema.Schema{Attributes: attributes, Blocks: blocks}
}

// Configure has nothing to do: the other half is configured with the same values, for both.
func (p frameworkProvider) Configure(context.Context, provider.ConfigureRequest, *provider.ConfigureResponse) {
}

func (p frameworkProvider) Resources(context.Context) []func() resource.Resource {
	makers := []func() resource.Resource{}
	for _, resourceType := range frameworkTypes() {
		makers = append(makers, func() resource.Resource { return frameworkLife{resourceType, p.account} })
	}
	return makers
}

func (p frameworkProvider) DataSources(context.Context) []func() datasource.DataSource {
	makers := []func() datasource.DataSource{}
	for _, function := range frameworkFunctions() {
		makers = append(makers, func() datasource.DataSource { return frameworkData{function, p.account} })
	}
	return makers
}
