package main

import (
	"context"

	"github.com/hashicorp/terraform-plugin-sdk/v2/diag"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
)

// sdkType is a resource of the half that uses Terraform's SDKv2.
type sdkType struct {
	name    string
	bridged *tfbridge.ResourceInfo
	schema  sdkAttributes
	// What no read answers: the state keeps what it has.
	notRead []string
	// JSON documents whose spelling is the program's as long as AWS's means the same.
	documents []string
	// A change of anything replaces it.
	fixed bool
	// Terraform's id, where it isn't the one that the cloud answers at creation, or changes later.
	newID func(data *schema.ResourceData) string
	// The cloud's id, where it isn't Terraform's.
	cloudID  func(data *schema.ResourceData) string
	importer schema.StateContextFunc
	// What is answered once, at creation.
	onCreate func(data *schema.ResourceData, created properties) error
	noImport bool
}

func (t *sdkType) token() string { return string(t.bridged.Tok) }

func (t *sdkType) resource(account *account) *schema.Resource {
	life := sdkLife{t, account}
	declared := &schema.Resource{
		Schema:               t.schema,
		CreateWithoutTimeout: life.create,
		ReadWithoutTimeout:   life.read,
		DeleteWithoutTimeout: life.delete,
	}
	if !t.fixed {
		declared.UpdateWithoutTimeout = life.update
	}
	if !t.noImport {
		declared.Importer = &schema.ResourceImporter{StateContext: schema.ImportStatePassthroughContext}
		if t.importer != nil {
			declared.Importer.StateContext = t.importer
		}
	}
	return declared
}

type sdkLife struct {
	*sdkType
	account *account
}

func (l sdkLife) create(ctx context.Context, data *schema.ResourceData, _ any) diag.Diagnostics {
	id, created, err := l.account.create(ctx, l.token(), l.inputs(data.Get))
	if err != nil {
		return diag.FromErr(err)
	}
	if l.newID != nil {
		id = l.newID(data)
	}
	data.SetId(id)
	if l.onCreate != nil {
		if err := l.onCreate(data, created); err != nil {
			return diag.FromErr(err)
		}
	}
	return l.keep(data, created)
}

func (l sdkLife) read(ctx context.Context, data *schema.ResourceData, _ any) diag.Diagnostics {
	found, err := l.account.read(ctx, l.token(), l.idInCloud(data), l.state(data))
	if err != nil {
		return diag.FromErr(err)
	}
	if found == nil {
		data.SetId("")
		return nil
	}
	return l.keep(data, found)
}

func (l sdkLife) update(ctx context.Context, data *schema.ResourceData, _ any) diag.Diagnostics {
	before := func(name string) any {
		old, _ := data.GetChange(name)
		return old
	}
	updated, err := l.account.update(ctx, l.token(), l.idInCloud(data), l.inputs(before), l.inputs(data.Get))
	if err != nil {
		return diag.FromErr(err)
	}
	if l.newID != nil {
		data.SetId(l.newID(data))
	}
	return l.keep(data, updated)
}

func (l sdkLife) delete(ctx context.Context, data *schema.ResourceData, _ any) diag.Diagnostics {
	return diag.FromErr(l.account.delete(ctx, l.token(), l.idInCloud(data), l.state(data)))
}

func (l sdkLife) idInCloud(data *schema.ResourceData) string {
	if l.cloudID != nil {
		return l.cloudID(data)
	}
	return data.Id()
}
