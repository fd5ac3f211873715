package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
)

// frameworkType is a resource of the half that uses Terraform's Plugin Framework.
type frameworkType struct {
	name    string
	bridged *tfbridge.ResourceInfo
	title   string
	schema  func() schema.Schema
	// What no read answers: the state keeps what it has.
	notRead []string
	// The attributes of which the cloud's id consists, and in this order that of an import.
	identity []string
	// What replaces beside the schema's own modifiers.
	modifyPlan func(resource.ModifyPlanRequest, *resource.ModifyPlanResponse)
}

func (t *frameworkType) token() string { return string(t.bridged.Tok) }

func (t *frameworkType) cloudID(state properties) string {
	parts := []string{}
	for _, attribute := range t.identity {
		parts = append(parts, text(state[propertyName(attribute)]))
	}
	return strings.Join(parts, ";")
}

// frameworkLife is one type's life on one account.
type frameworkLife struct {
	*frameworkType
	account *account
}

var (
	_ resource.ResourceWithModifyPlan  = frameworkLife{}
	_ resource.ResourceWithImportState = frameworkLife{}
)

func (l frameworkLife) Metadata(_ context.Context, _ resource.MetadataRequest, response *resource.MetadataResponse) {
	response.TypeName = l.name
}

func (l frameworkLife) Schema(_ context.Context, _ resource.SchemaRequest, response *resource.SchemaResponse) {
	response.Schema = l.schema()
}

func (l frameworkLife) Create(ctx context.Context, request resource.CreateRequest, response *resource.CreateResponse) {
	_, created, err := l.account.create(ctx, l.token(), l.inputs(request.Plan.Raw))
	if err != nil {
		addError(&response.Diagnostics, err)
		return
	}
	response.State.Raw = l.stateAfter(request.Plan.Raw, created)
}

func (l frameworkLife) Read(ctx context.Context, request resource.ReadRequest, response *resource.ReadResponse) {
	known := l.known(request.State.Raw)
	found, err := l.account.read(ctx, l.token(), l.cloudID(known), known)
	if err != nil {
		addError(&response.Diagnostics, err)
		return
	}
	if found == nil {
		response.Diagnostics.AddWarning("AWS resource not found during refresh",
			"Automatically removing from Terraform State instead of returning the error, which may trigger resource recreation. "+
				"Original error: couldn't find resource")
		response.State.RemoveResource(ctx)
		return
	}
	response.State.Raw = l.stateAfter(request.State.Raw, found)
}

func (l frameworkLife) Update(ctx context.Context, request resource.UpdateRequest, response *resource.UpdateResponse) {
	known := l.known(request.State.Raw)
	updated, err := l.account.update(ctx, l.token(), l.cloudID(known), known, l.inputs(request.Plan.Raw))
	if err != nil {
		addError(&response.Diagnostics, err)
		return
	}
	response.State.Raw = l.stateAfter(request.Plan.Raw, updated)
}

func (l frameworkLife) Delete(ctx context.Context, request resource.DeleteRequest, response *resource.DeleteResponse) {
	known := l.known(request.State.Raw)
	if err := l.account.delete(ctx, l.token(), l.cloudID(known), known); err != nil {
		addError(&response.Diagnostics, err)
	}
}

func (l frameworkLife) ImportState(
	ctx context.Context, request resource.ImportStateRequest, response *resource.ImportStateResponse,
) {
	parts := strings.Split(request.ID, ";")
	if len(parts) != len(l.identity) {
		response.Diagnostics.AddError("Invalid Import ID", fmt.Sprintf(
			"Import IDs for %ss must use the format <%s>.\nHad %q", l.title, strings.Join(l.identity, ">;<"), request.ID))
		return
	}
	for index, part := range parts {
		response.Diagnostics.Append(response.State.SetAttribute(ctx, path.Root(l.identity[index]), part)...)
	}
}

// addError has the provider's summary, what it was doing, and AWS's answer as the detail.
func addError(diagnostics *diag.Diagnostics, err error) {
	summary, detail, found := strings.Cut(err.Error(), ": ")
	if !found {
		detail = summary
	}
	diagnostics.AddError(summary, detail)
}
