package main

import (
	"context"
	"errors"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/structpb"
)

// properties have Pulumi's names, as the sandbox's plugin speaks.
type properties = map[string]any

// account is one provider's way to the sandbox, with what the provider was configured with.
type account struct {
	connection  *grpc.ClientConn
	cloud       pulumirpc.ResourceProviderClient
	region      string
	defaultTags map[string]any
}

func openAccount(address string) (*account, error) {
	connection, err := grpc.NewClient(address,
		grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithDefaultCallOptions(grpc.MaxCallRecvMsgSize(maxMessageBytes)))
	if err != nil {
		return nil, err
	}
	return &account{connection: connection, cloud: pulumirpc.NewResourceProviderClient(connection)}, nil
}

func (a *account) close() { _ = a.connection.Close() }

func (a *account) sendConfiguration(ctx context.Context, settings properties) error {
	args, err := toStruct(settings)
	if err != nil {
		return err
	}
	_, err = a.cloud.Configure(ctx, &pulumirpc.ConfigureRequest{Args: args})
	return cloudError(err)
}

func (a *account) create(ctx context.Context, token string, inputs properties) (string, properties, error) {
	sent, err := toStruct(inputs)
	if err != nil {
		return "", nil, err
	}
	created, err := a.cloud.Create(ctx, &pulumirpc.CreateRequest{Urn: urnOf(token), Properties: sent})
	if err != nil {
		return "", nil, cloudError(err)
	}
	return created.GetId(), created.GetProperties().AsMap(), nil
}

// read answers no properties where the resource is gone.
func (a *account) read(ctx context.Context, token, id string, state properties) (properties, error) {
	sent, err := toStruct(state)
	if err != nil {
		return nil, err
	}
	found, err := a.cloud.Read(ctx, &pulumirpc.ReadRequest{Urn: urnOf(token), Id: id, Properties: sent})
	if err != nil {
		return nil, cloudError(err)
	}
	if found.GetId() == "" {
		return nil, nil
	}
	return found.GetProperties().AsMap(), nil
}

func (a *account) update(ctx context.Context, token, id string, olds, news properties) (properties, error) {
	oldState, errOlds := toStruct(olds)
	newInputs, errNews := toStruct(news)
	if err := errors.Join(errOlds, errNews); err != nil {
		return nil, err
	}
	request := &pulumirpc.UpdateRequest{Urn: urnOf(token), Id: id, Olds: oldState, News: newInputs}
	updated, err := a.cloud.Update(ctx, request)
	if err != nil {
		return nil, cloudError(err)
	}
	return updated.GetProperties().AsMap(), nil
}

func (a *account) delete(ctx context.Context, token, id string, state properties) error {
	sent, err := toStruct(state)
	if err != nil {
		return err
	}
	_, err = a.cloud.Delete(ctx, &pulumirpc.DeleteRequest{Urn: urnOf(token), Id: id, Properties: sent})
	return cloudError(err)
}

func (a *account) invoke(ctx context.Context, token string, args properties) (properties, error) {
	sent, err := toStruct(args)
	if err != nil {
		return nil, err
	}
	answer, err := a.cloud.Invoke(ctx, &pulumirpc.InvokeRequest{Tok: token, Args: sent})
	if err != nil {
		return nil, cloudError(err)
	}
	return answer.GetReturn().AsMap(), nil
}

// The sandbox takes only the type from a URN.
func urnOf(token string) string { return "urn:pulumi:sandbox::bridge::" + token + "::resource" }

// cloudError is what the sandbox said, without gRPC's own words.
func cloudError(err error) error {
	if said, ok := status.FromError(err); ok && err != nil {
		return errors.New(said.Message())
	}
	return err
}

func toStruct(values properties) (*structpb.Struct, error) {
	return structpb.NewStruct(plain(values).(map[string]any))
}

// plain leaves out what is nothing, and knows only the types of JSON.
func plain(value any) any {
	switch typed := value.(type) {
	case map[string]any:
		object := map[string]any{}
		for key, inner := range typed {
			if inner != nil {
				object[key] = plain(inner)
			}
		}
		return object
	case []any:
		list := make([]any, 0, len(typed))
		for _, inner := range typed {
			list = append(list, plain(inner))
		}
		return list
	case int:
		return float64(typed)
	}
	return value
}
