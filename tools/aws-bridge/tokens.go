package main

import (
	"strings"

	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	"github.com/pulumi/pulumi/sdk/v3/go/common/tokens"
)

type fields = map[string]*tfbridge.SchemaInfo

// bridged says as what Pulumi knows a resource.
func bridged(module, name string, fields fields) *tfbridge.ResourceInfo {
	return &tfbridge.ResourceInfo{Tok: typeToken(module, name), Fields: fields}
}

func typeToken(module, name string) tokens.Type {
	file := strings.ToLower(name[:1]) + name[1:]
	return tokens.Type("aws:" + module + "/" + file + ":" + name)
}

func functionToken(module, name string) tokens.ModuleMember {
	return tokens.ModuleMember("aws:" + module + "/" + name + ":" + name)
}

// Pulumi's programs may give a document as an object.
func jsonDocument() *tfbridge.SchemaInfo {
	return &tfbridge.SchemaInfo{Type: "string", Transform: tfbridge.TransformJSONDocument}
}

// A program may pass the resource itself; what is sent is its name.
func principalName() *tfbridge.SchemaInfo { return &tfbridge.SchemaInfo{Type: "string"} }
