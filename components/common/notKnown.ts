import { unknown } from "@pulumi/pulumi/output";

/** Stands, in a preview, for what only the `up` will know; whatever is made from it isn't known either. */
export function notKnownYet<Value>(): Value {
    return unknown as unknown as Value;
}
