package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/id"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
)

func iamPolicies() []*sdkType {
	return []*sdkType{
		{
			name:      "aws_iam_policy",
			bridged:   bridged("iam", "Policy", fields{"policy": jsonDocument()}),
			notRead:   []string{"name_prefix", "delay_after_policy_creation_in_ms"},
			documents: []string{"policy"},
			schema: tagged(named(sdkAttributes{
				"arn": textOf(computed), "attachment_count": numberOf(computed), "policy_id": textOf(computed),
				"delay_after_policy_creation_in_ms": numberOf(optional),
				"description":                       textOf(optional, replaces),
				"path":                              textOf(optional, replaces, standard("/")),
				"policy":                            textOf(required, policyDocument),
			})),
		},
		inlinePolicy("user"), inlinePolicy("role"),
		policyAttachment("user"), policyAttachment("role"),
	}
}

func inlinePolicy(principal string) *sdkType {
	return &sdkType{
		name: "aws_iam_" + principal + "_policy",
		bridged: bridged("iam", capitalized(principal)+"Policy", fields{
			principal: principalName(),
			"policy":  jsonDocument(),
		}),
		notRead:   []string{"name_prefix"},
		documents: []string{"policy"},
		schema: named(sdkAttributes{
			"policy":  textOf(required, policyDocument),
			principal: textOf(required, replaces),
		}),
	}
}

func policyAttachment(principal string) *sdkType {
	info := bridged("iam", capitalized(principal)+"PolicyAttachment", fields{
		principal:    principalName(),
		"policy_arn": {Name: "policyArn"},
	})
	info.DeleteBeforeReplace = true
	return &sdkType{
		name:    "aws_iam_" + principal + "_policy_attachment",
		bridged: info,
		fixed:   true,
		schema: sdkAttributes{
			principal:    textOf(required, replaces),
			"policy_arn": textOf(required, replaces, arn),
		},
		newID: func(data *schema.ResourceData) string {
			return id.PrefixedUniqueId(text(data.Get(principal)) + "-")
		},
		cloudID: func(data *schema.ResourceData) string {
			return text(data.Get(principal)) + "/" + text(data.Get("policy_arn"))
		},
		importer: importAttachment(principal),
	}
}

func importAttachment(principal string) schema.StateContextFunc {
	return func(_ context.Context, data *schema.ResourceData, _ any) ([]*schema.ResourceData, error) {
		name, policy, _ := strings.Cut(data.Id(), "/")
		if name == "" || policy == "" {
			return nil, fmt.Errorf("unexpected format of ID (%q), expected <%s-name>/<policy_arn>", data.Id(), principal)
		}
		data.SetId(name + "-" + policy)
		return []*schema.ResourceData{data}, errors.Join(data.Set(principal, name), data.Set("policy_arn", policy))
	}
}
