package main

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// ModifyPlan fills in what the provider's configuration says: all tags, and the Region.
func (l frameworkLife) ModifyPlan(
	ctx context.Context, request resource.ModifyPlanRequest, response *resource.ModifyPlanResponse,
) {
	if request.Plan.Raw.IsNull() {
		return
	}
	if l.modifyPlan != nil {
		l.modifyPlan(request, response)
	}
	if _, isTagged := l.schema().Attributes["tags"]; isTagged {
		l.planTags(ctx, request, response)
	}
	var region types.String
	response.Diagnostics.Append(request.Plan.GetAttribute(ctx, path.Root("region"), &region)...)
	if l.account.region != "" && (region.IsUnknown() || region.IsNull()) {
		response.Diagnostics.Append(response.Plan.SetAttribute(ctx, path.Root("region"), l.account.region)...)
	}
}

func (l frameworkLife) planTags(
	ctx context.Context, request resource.ModifyPlanRequest, response *resource.ModifyPlanResponse,
) {
	var own types.Map
	response.Diagnostics.Append(request.Plan.GetAttribute(ctx, path.Root("tags"), &own)...)
	isKnown := !own.IsUnknown()
	all := map[string]attr.Value{}
	for key, value := range l.account.defaultTags {
		all[key] = types.StringValue(text(value))
	}
	for key, value := range own.Elements() {
		all[key] = value
		isKnown = isKnown && !value.IsUnknown()
	}
	planned := types.MapUnknown(types.StringType)
	if isKnown {
		planned = types.MapValueMust(types.StringType, all)
	}
	response.Diagnostics.Append(response.Plan.SetAttribute(ctx, path.Root("tags_all"), planned)...)
}
