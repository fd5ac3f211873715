import type { Account } from "../account/state";
import type { Properties, ResourceType } from "./resourceType";
import { text } from "./values";

/**
 * What the bridge gives a Plugin-Framework resource that has no attribute `id` and for which pulumi-aws computes
 * none (pulumi-terraform-bridge, tokens/fixups.go: missingIDComputeID).
 */
const MISSING_ID = "missing ID";

const withoutId = ["aws:glue/catalog:Catalog"];

/** The id in Pulumi's state. */
export function pulumiId({ token }: ResourceType, { provider }: Account, id: string): string {
    return withoutId.includes(token) && provider.catalogId === "missing ID" ? MISSING_ID : id;
}

/** The id by which AWS knows the resource: an import names it so, and a user may have been renamed since. */
export function cloudId({ token }: ResourceType, id: string, state: Properties): string {
    const isName = id === MISSING_ID || token === "aws:iam/user:User";
    return isName && state.name !== undefined ? text(state.name) : id;
}
