import * as pulumi from "@pulumi/pulumi";

/**
 * Who declares a resource, as an administrator of StarRocks reads it in `SHOW CREATE CATALOG`:
 * `<organization>/<project>/<stack>/<name>`. It stays the same however often the resource is replaced.
 */
export function ownerOf(name: string): string {
    return [pulumi.getOrganization(), pulumi.getProject(), pulumi.getStack(), name]
        .map(encodeURIComponent)
        .join("/");
}
