package main

import (
	"errors"

	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
)

func iamPrincipals() []*sdkType {
	return []*sdkType{
		{
			name:    "aws_iam_user",
			bridged: bridged("iam", "User", fields{}),
			newID:   func(data *schema.ResourceData) string { return text(data.Get("name")) },
			notRead: []string{"force_destroy"},
			schema: tagged(sdkAttributes{
				"arn": textOf(computed), "unique_id": textOf(computed),
				"force_destroy":        booleanOf(optional, standard(false)),
				"name":                 textOf(required, iamName),
				"path":                 textOf(optional, standard("/")),
				"permissions_boundary": textOf(optional),
			}),
		},
		{
			name:    "aws_iam_access_key",
			bridged: bridged("iam", "AccessKey", fields{}),
			notRead: []string{
				"pgp_key", "encrypted_secret", "encrypted_ses_smtp_password_v4", "key_fingerprint",
				"secret", "ses_smtp_password_v4",
			},
			schema: sdkAttributes{
				"create_date": textOf(computed), "key_fingerprint": textOf(computed),
				"encrypted_secret":               textOf(computed),
				"encrypted_ses_smtp_password_v4": textOf(computed),
				"pgp_key":                        textOf(optional, replaces),
				"secret":                         textOf(computed, sensitive),
				"ses_smtp_password_v4":           textOf(computed, sensitive),
				"status":                         textOf(optional, standard("Active")),
				"user":                           textOf(required, replaces),
			},
			onCreate: func(data *schema.ResourceData, created properties) error {
				return errors.Join(
					data.Set("secret", created["secret"]),
					data.Set("ses_smtp_password_v4", created["sesSmtpPasswordV4"]),
				)
			},
		},
		{
			name: "aws_iam_role",
			bridged: bridged("iam", "Role", fields{
				"name":               tfbridge.AutoName("name", 64, "-"),
				"assume_role_policy": jsonDocument(),
			}),
			notRead:   []string{"name_prefix", "force_detach_policies", "inline_policy"},
			documents: []string{"assume_role_policy"},
			schema: tagged(named(sdkAttributes{
				"arn": textOf(computed), "create_date": textOf(computed), "unique_id": textOf(computed),
				"assume_role_policy":    textOf(required, policyDocument),
				"description":           textOf(optional),
				"force_detach_policies": booleanOf(optional, standard(false)),
				"inline_policy": setOf(&schema.Resource{Schema: sdkAttributes{
					"name": textOf(optional), "policy": textOf(optional),
				}}, optional, computed),
				"managed_policy_arns":  setOf(textOf(), optional, computed),
				"max_session_duration": numberOf(optional, standard(3600)),
				"path":                 textOf(optional, replaces, standard("/")),
				"permissions_boundary": textOf(optional),
			})),
		},
	}
}

func iamFunctions() []*sdkFunction {
	return []*sdkFunction{
		{
			name: "aws_iam_user", token: functionToken("iam", "getUser"), argument: "user_name", id: "userId",
			schema: sdkAttributes{
				"arn": textOf(computed), "path": textOf(computed), "permissions_boundary": textOf(computed),
				"tags": mapOfTexts(optional, computed), "user_id": textOf(computed), "user_name": textOf(required),
			},
		},
		{
			name: "aws_iam_role", token: functionToken("iam", "getRole"), argument: "name", id: "name",
			schema: sdkAttributes{
				"arn": textOf(computed), "assume_role_policy": textOf(computed), "create_date": textOf(computed),
				"description": textOf(computed), "max_session_duration": numberOf(computed),
				"name": textOf(required), "path": textOf(computed), "permissions_boundary": textOf(computed),
				"role_last_used": listOf(&schema.Resource{Schema: sdkAttributes{
					"last_used_date": textOf(computed), "region": textOf(computed),
				}}, computed),
				"tags": mapOfTexts(optional, computed), "unique_id": textOf(computed),
			},
		},
	}
}
