package main

import (
	"context"
	"fmt"
	"slices"

	"github.com/hashicorp/terraform-plugin-sdk/v2/diag"
	sdk "github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
	pfbridge "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/pf/tfbridge"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge/tokens"
	shim "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfshim/sdk-v2"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/x/muxer"
	"github.com/pulumi/pulumi-terraform-bridge/v3/unstable/metadata"
)

// The release of pulumi-aws that it stands for.
const version = "7.48.0"

func sdkTypes() []*sdkType {
	return slices.Concat(iamPrincipals(), iamPolicies(), kmsTypes(), lakeFormationTypes())
}

func sdkFunctions() []*sdkFunction { return slices.Concat(iamFunctions(), lakeFormationFunctions()) }

func frameworkTypes() []*frameworkType { return slices.Concat(s3tablesTypes(), glueTypes()) }

func frameworkFunctions() []*frameworkFunction {
	return slices.Concat(accountFunctions(), glueFunctions())
}

// providerInfo puts the two halves together as pulumi-aws does: that of the Plugin Framework beside that of SDKv2.
func providerInfo(account *account, traits traits) (tfbridge.ProviderInfo, error) {
	upstream := sdkProvider(account)
	info := tfbridge.ProviderInfo{
		P:       pfbridge.MuxShimWithDisjointgPF(context.Background(), shim.NewProvider(upstream), frameworkProvider{account}),
		Name:    "aws",
		Version: version,

		SkipValidateProviderConfigForPluginFramework: true,
		EnableAccurateBridgePreview:                  true,
		EnableRawStateDelta:                          true,

		MetadataInfo: tfbridge.NewProviderMetadata([]byte("{}")),
		Config:       configFields(),
		Resources:    map[string]*tfbridge.ResourceInfo{},
		DataSources:  map[string]*tfbridge.DataSourceInfo{},
	}
	addTypes(&info)
	// Computing no token anew still applies the bridge's own rules, such as the id of what has none.
	if err := info.ComputeTokens(tokens.SingleModule("aws_", "index", tokens.MakeStandard("aws"))); err != nil {
		return info, err
	}
	addCommonRules(&info, upstream)
	traits.apply(&info)
	return info, dispatch(&info)
}

func addTypes(info *tfbridge.ProviderInfo) {
	for _, sdkType := range sdkTypes() {
		info.Resources[sdkType.name] = sdkType.bridged
	}
	for _, frameworkType := range frameworkTypes() {
		info.Resources[frameworkType.name] = frameworkType.bridged
	}
	for _, function := range sdkFunctions() {
		info.DataSources[function.name] = &tfbridge.DataSourceInfo{Tok: function.token}
	}
	for _, function := range frameworkFunctions() {
		info.DataSources[function.name] = &tfbridge.DataSourceInfo{Tok: function.token}
	}
}

func sdkProvider(account *account) *sdk.Provider {
	provider := &sdk.Provider{
		Schema:           sdkSettings(settings),
		ResourcesMap:     map[string]*sdk.Resource{},
		DataSourcesMap:   map[string]*sdk.Resource{},
		TerraformVersion: "1.0.0+compatible",
		ConfigureContextFunc: func(ctx context.Context, data *sdk.ResourceData) (any, diag.Diagnostics) {
			return nil, account.configure(ctx, data)
		},
	}
	for _, sdkType := range sdkTypes() {
		provider.ResourcesMap[sdkType.name] = sdkType.resource(account)
	}
	for _, function := range sdkFunctions() {
		provider.DataSourcesMap[function.name] = function.dataSource(account)
	}
	return provider
}

// dispatch tells the bridge which half serves what; other providers do that when they are built.
func dispatch(info *tfbridge.ProviderInfo) error {
	muxed, ok := info.P.(interface {
		ResolveDispatch(*tfbridge.ProviderInfo) (muxer.DispatchTable, error)
	})
	if !ok {
		return fmt.Errorf("this release of the bridge resolves no dispatch")
	}
	table, err := muxed.ResolveDispatch(info)
	if err != nil {
		return err
	}
	return metadata.Set(info.GetMetadata(), "mux", table)
}
