import * as pulumi from "@pulumi/pulumi";

/** What the engine calls the organization of backends that have none. */
const NO_ORGANIZATION = "organization";

/** Where a resource is declared. */
interface Declared {
    readonly project: string;
    readonly stack: string;
    readonly name: string;
}

/**
 * Who declares a resource, as an administrator of StarRocks reads it in `SHOW CREATE CATALOG`:
 * `<organization>/<project>/<stack>/<name>`. It stays the same however often the resource is replaced.
 */
export function ownerOf(name: string): string {
    return ownerText(organization(), { project: pulumi.getProject(), stack: pulumi.getStack(), name });
}

/**
 * The same for a resource that a program of another language declares by itself. The engine doesn't tell a plugin's
 * resources of which organization they are.
 */
export function ownerWithoutOrganization(declared: Declared): string {
    return ownerText(NO_ORGANIZATION, declared);
}

function ownerText(of: string, { project, stack, name }: Declared): string {
    return [of, project, stack, name].map(encodeURIComponent).join("/");
}

/** Mocks that name none make the SDK throw. */
function organization(): string {
    try {
        return pulumi.getOrganization();
    } catch {
        return NO_ORGANIZATION;
    }
}
