package main

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-sdk/v2/diag"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
	"github.com/pulumi/pulumi/sdk/v3/go/common/tokens"
)

// sdkFunction is a data source of the half that uses SDKv2, a function to Pulumi.
type sdkFunction struct {
	name     string
	token    tokens.ModuleMember
	argument string
	schema   sdkAttributes
	// Where Terraform's name, in Pulumi's spelling, isn't the one that the cloud answers by.
	answeredAs map[string]string
	// The property of the answer that is Terraform's id.
	id string
	// What isn't there is no error, but an answer without content.
	mayBeMissing func(error) bool
}

func (f *sdkFunction) dataSource(account *account) *schema.Resource {
	return &schema.Resource{
		Schema: f.schema,
		ReadWithoutTimeout: func(ctx context.Context, data *schema.ResourceData, _ any) diag.Diagnostics {
			args := properties{}
			if f.argument != "" {
				args[propertyName(f.argument)] = data.Get(f.argument)
			}
			answer, err := account.invoke(ctx, string(f.token), args)
			if err != nil && (f.mayBeMissing == nil || !f.mayBeMissing(err)) {
				return diag.FromErr(err)
			}
			data.SetId(text(answer[f.id]))
			if data.Id() == "" {
				return nil
			}
			return f.keep(data, answer)
		},
	}
}

func (f *sdkFunction) keep(data *schema.ResourceData, answer properties) diag.Diagnostics {
	for name, declared := range f.schema {
		property := propertyName(name)
		if answered, ok := f.answeredAs[property]; ok {
			property = answered
		}
		value, ok := answer[property]
		if !ok || declared.Required {
			continue
		}
		if err := data.Set(name, sdkNumber(declared, value)); err != nil {
			return diag.FromErr(fmt.Errorf("%s: %w", name, err))
		}
	}
	return nil
}
