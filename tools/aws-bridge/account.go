package main

import "github.com/hashicorp/terraform-plugin-framework/datasource/schema"

// accountFunctions tell where a program runs, and as whom.
func accountFunctions() []*frameworkFunction {
	return []*frameworkFunction{
		{
			name: "aws_caller_identity", token: functionToken("index", "getCallerIdentity"),
			schema: schema.Schema{Attributes: map[string]schema.Attribute{
				"account_id": answeredText(), "arn": answeredText(), "id": answeredText(), "user_id": answeredText(),
			}},
		},
		{
			name: "aws_partition", token: functionToken("index", "getPartition"),
			schema: schema.Schema{Attributes: map[string]schema.Attribute{
				"dns_suffix": answeredText(), "id": answeredText(), "partition": answeredText(),
				"reverse_dns_prefix": answeredText(),
			}},
		},
		{
			name: "aws_region", token: functionToken("index", "getRegion"),
			schema: schema.Schema{Attributes: map[string]schema.Attribute{
				"description": answeredText(), "endpoint": argumentOrAnswer(), "id": answeredText(),
				"name": argumentOrAnswer(), "region": argumentOrAnswer(),
			}},
		},
	}
}
