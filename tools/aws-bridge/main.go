// A plugin `aws` of Pulumi whose ids, names, checks and diffs are those of the real pulumi-terraform-bridge, and whose
// cloud is the sandbox's account.
package main

import (
	"flag"
	"fmt"
	"io"
	"net"
	"os"
)

func main() {
	sandbox := flag.String("sandbox", "", "address of the sandbox's plugin, which is the cloud")
	traits := traits{}
	flag.StringVar(&traits.catalogID, "catalog-id", missingID, "Pulumi's id of a Glue catalog: \"missing ID\" or \"name\"")
	flag.Parse()
	if err := run(*sandbox, traits); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(sandbox string, traits traits) error {
	if sandbox == "" {
		return fmt.Errorf("usage: %s -sandbox 127.0.0.1:<port>", os.Args[0])
	}
	if traits.catalogID != missingID && traits.catalogID != "name" {
		return fmt.Errorf("-catalog-id is %q, expected %q or %q", traits.catalogID, missingID, "name")
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	go endWithStarter()
	fmt.Println(listener.Addr().(*net.TCPAddr).Port)
	return serve(listener, sandbox, traits)
}

// endWithStarter waits for standard input to close, which it does however the starting process ends.
func endWithStarter() {
	_, _ = io.Copy(io.Discard, os.Stdin)
	os.Exit(0)
}
