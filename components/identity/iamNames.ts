import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import { IAM_NAME_LIMITS, iamCharacters } from "../common/names";

/** What Pulumi puts behind a name that it makes up: a hyphen and seven digits. */
const AUTONAMED = 8;
const DIGITS = 8;

/**
 * Name of an IAM user or policy whose Pulumi-made name IAM would refuse, since it is too long or has other characters.
 * Nothing where Pulumi's own fits, which then stays as it is.
 *
 * The name stays the same from run to run, and no two stacks of an account have it in common.
 */
export function iamNameOf(
    kind: keyof typeof IAM_NAME_LIMITS,
    component: string,
    ending: string,
): string | undefined {
    return fittingName(IAM_NAME_LIMITS[kind], component, ending, [pulumi.getProject(), pulumi.getStack()]);
}

/** @param scope what tells two components of the same name apart. */
export function fittingName(
    limit: number,
    component: string,
    ending: string,
    scope: readonly string[],
): string | undefined {
    const cleaned = iamCharacters(component);
    if (cleaned === component && `${component}${ending}`.length + AUTONAMED <= limit) {
        return undefined;
    }
    const digits = createHash("sha256")
        .update(JSON.stringify([...scope, component]))
        .digest("hex")
        .slice(0, DIGITS);
    const tail = `${ending}-${digits}`;
    return `${cleaned.slice(0, limit - tail.length)}${tail}`;
}
