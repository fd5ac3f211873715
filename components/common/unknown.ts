/** What the engine sends in a preview for a value that isn't known yet (`pulumi.runtime.unknownValue`). */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** True if a value in a preview stands for one that is not known yet. */
export function isUnknown(value: unknown): boolean {
    return value === UNKNOWN;
}
