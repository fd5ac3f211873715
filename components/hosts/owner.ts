import * as pulumi from "@pulumi/pulumi";

/** What the engine calls the organization of backends that have none. */
const NO_ORGANIZATION = "organization";

/**
 * Who declares a resource, as an administrator of StarRocks reads it in `SHOW CREATE CATALOG`:
 * `<organization>/<project>/<stack>/<name>`. It stays the same however often the resource is replaced.
 */
export function ownerOf(name: string): string {
    return [organization(), pulumi.getProject(), pulumi.getStack(), name].map(encodeURIComponent).join("/");
}

/** Mocks that name none make the SDK throw. */
function organization(): string {
    try {
        return pulumi.getOrganization();
    } catch {
        return NO_ORGANIZATION;
    }
}
