package main

import (
	"strings"

	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
)

func kmsTypes() []*sdkType {
	return []*sdkType{
		{
			name:      "aws_kms_key",
			bridged:   bridged("kms", "Key", fields{}),
			documents: []string{"policy"},
			notRead: []string{
				"bypass_policy_lockout_safety_check", "custom_key_store_id", "customer_master_key_spec",
				"deletion_window_in_days", "key_usage", "multi_region", "rotation_period_in_days", "xks_key_id",
			},
			schema: regional(tagged(sdkAttributes{
				"arn": textOf(computed), "key_id": textOf(computed),
				"bypass_policy_lockout_safety_check": booleanOf(optional, standard(false)),
				"custom_key_store_id":                textOf(optional, replaces),
				"customer_master_key_spec":           textOf(optional, replaces, standard("SYMMETRIC_DEFAULT")),
				"deletion_window_in_days":            numberOf(optional),
				"description":                        textOf(optional, computed),
				"enable_key_rotation":                booleanOf(optional, computed),
				"is_enabled":                         booleanOf(optional, standard(true)),
				"key_usage":                          textOf(optional, replaces, standard("ENCRYPT_DECRYPT")),
				"multi_region":                       booleanOf(optional, computed, replaces),
				"policy":                             textOf(optional, computed, policyDocument),
				"rotation_period_in_days":            numberOf(optional, computed),
				"xks_key_id":                         textOf(optional, replaces),
			})),
		},
		{
			name:    "aws_kms_alias",
			bridged: bridged("kms", "Alias", fields{"name": aliasName()}),
			notRead: []string{"name_prefix"},
			schema: regional(named(sdkAttributes{
				"arn": textOf(computed), "target_key_arn": textOf(computed),
				"target_key_id": textOf(required),
			})),
		},
	}
}

func aliasName() *tfbridge.SchemaInfo {
	return tfbridge.AutoNameWithCustomOptions("name", tfbridge.AutoNameOptions{
		Separator: "-",
		Maxlen:    238,
		Randlen:   7,
		PostTransform: func(_ *tfbridge.PulumiResource, name string) (string, error) {
			return "alias/" + strings.TrimPrefix(name, "alias/"), nil
		},
	})
}
