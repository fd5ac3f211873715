package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"sync"

	pfbridge "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/pf/tfbridge"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc"
)

const maxMessageBytes = 400 << 20

// serve gives each connection a provider of its own. The engine makes one connection for each provider of a program,
// and to a plugin that it has started itself one process: the tags of one provider mustn't reach another's resources.
func serve(listener net.Listener, sandbox string, traits traits) error {
	for {
		connection, err := listener.Accept()
		if err != nil {
			return err
		}
		go func() {
			if err := serveConnection(connection, sandbox, traits); err != nil {
				fmt.Fprintln(os.Stderr, err)
			}
		}()
	}
}

func serveConnection(connection net.Conn, sandbox string, traits traits) error {
	account, err := openAccount(sandbox)
	if err != nil {
		return err
	}
	defer account.close()
	provider, err := newProvider(account, traits)
	if err != nil {
		return err
	}
	server := grpc.NewServer(grpc.MaxRecvMsgSize(maxMessageBytes))
	pulumirpc.RegisterResourceProviderServer(server, provider)
	defer server.Stop()
	if err := server.Serve(newSingleListener(connection)); !errors.Is(err, io.EOF) {
		return err
	}
	return nil
}

func newProvider(account *account, traits traits) (pulumirpc.ResourceProviderServer, error) {
	info, err := providerInfo(account, traits)
	if err != nil {
		return nil, err
	}
	schema := []byte(`{"name":"aws","version":"` + version + `"}`)
	return pfbridge.MakeMuxedServer(context.Background(), "aws", info, schema)(nil)
}

// singleListener is a listener with one connection, which ends with it.
type singleListener struct {
	connection net.Conn
	accepted   bool
	ended      chan struct{}
}

type watchedConnection struct {
	net.Conn
	end func()
}

func newSingleListener(connection net.Conn) *singleListener {
	ended := make(chan struct{})
	end := sync.OnceFunc(func() { close(ended) })
	return &singleListener{connection: watchedConnection{connection, end}, ended: ended}
}

func (l *singleListener) Accept() (net.Conn, error) {
	if !l.accepted {
		l.accepted = true
		return l.connection, nil
	}
	<-l.ended
	return nil, io.EOF
}

func (l *singleListener) Close() error   { return l.connection.Close() }
func (l *singleListener) Addr() net.Addr { return l.connection.LocalAddr() }

func (c watchedConnection) Close() error {
	c.end()
	return c.Conn.Close()
}
