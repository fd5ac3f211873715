import { servicesOf, stsClient } from "../awsAccess/clients";
import { answered } from "../awsAccess/timeLimits";
import { type AccessLevel, AccessMode, IcebergEndpoint } from "../permissions/access";
import { grantTable, heldOf, permissionsIn } from "../permissions/lakeFormation/grantKeys";
import { heldOn } from "../permissions/lakeFormation/listing";
import { seesAllPermissions } from "../permissions/lakeFormation/visibility";
import { accessPolicy, type PolicyStatement } from "../permissions/policy";
import { federatedCatalogId } from "../storage/warehouse";
import { type Caller, partitionOf } from "./caller";
import type { CatalogPlace } from "./place";
import { briefReason } from "./refusal";
import { findingOf, type Look, look, wrong } from "./report";

/** Whose permissions are looked at, and for what. */
export interface PermissionsRequest {
    readonly principal: string;
    readonly place: CatalogPlace;
    readonly level: AccessLevel;
    readonly namespaces: readonly string[];
}

/** Namespaces that are looked into; the permissions of the others come from the same policy and level. */
const NAMESPACES_LOOKED_INTO = 5;

/** On a catalog, all of what is in it. */
const SUPER = ["ALL", "SUPER_USER"];

/** Whether the caller is shown every permission of Lake Formation. */
export async function isShownAll({ access }: Caller): Promise<boolean> {
    return seesAllPermissions(await servicesOf(access).lakeFormation(), await stsClient(access));
}

/** Whether IAM allows the principal what StarRocks needs, by IAM's own simulation, as far as the caller may run it. */
export async function policyLook(caller: Caller, request: PermissionsRequest): Promise<Look> {
    const subject = "IAM policy";
    const lacking: Denied[] = [];
    try {
        for (const statement of statementsOf(caller, request)) {
            lacking.push(...(await notAllowed(caller, request.principal, statement)));
        }
    } catch (error) {
        return look(subject, "not seen", briefReason(error));
    }
    if (lacking.length === 0) {
        return look(
            subject,
            "good",
            `IAM allows ${request.principal} everything that ${request.level} needs`,
        );
    }
    const list = lacking.map(({ actions, resource }) => `${actions.join(", ")} on ${resource}`).join("; ");
    return wrong(
        subject,
        findingOf(
            {
                cause: "the IAM policy lacks an action",
                step: "the IAM policy",
                advice: `Allow ${request.principal} ${list}.`,
            },
            `IAM's simulation for ${request.principal}`,
        ),
    );
}

/** What IAM denies on one resource. */
interface Denied {
    readonly actions: readonly string[];
    readonly resource: string;
}

function statementsOf(
    caller: Caller,
    { place, level, namespaces }: PermissionsRequest,
): readonly PolicyStatement[] {
    const bucket = { ...place, partition: partitionOf(caller.arn!), dnsSuffix: "" };
    return accessPolicy(bucket, {
        level,
        mode: place.mode,
        endpoint: place.endpoint,
        namespaces: namespaces.slice(0, NAMESPACES_LOOKED_INTO),
        wholeBucket: namespaces.length === 0,
    }).Statement.filter(({ Resource }) => Resource.length > 0);
}

/**
 * The actions of a statement that IAM denies the principal, each with what it is denied on.
 *
 * One call for each resource: of several at once IAM gives one decision, the most restrictive
 * (https://docs.aws.amazon.com/IAM/latest/APIReference/API_EvaluationResult.html).
 */
async function notAllowed(
    { access }: Caller,
    PolicySourceArn: string,
    { Action, Resource, Condition }: PolicyStatement,
): Promise<Denied[]> {
    const { SimulatePrincipalPolicyCommand } = await import("@aws-sdk/client-iam");
    const iam = await servicesOf(access).iam();
    const ContextEntries = Object.entries(Condition?.StringEquals ?? {}).map(([ContextKeyName, values]) => ({
        ContextKeyName,
        ContextKeyType: "string" as const,
        ContextKeyValues: values.slice(0, 1),
    }));
    const denied: Denied[] = [];
    for (const resource of [Resource].flat()) {
        const { EvaluationResults = [] } = await answered("IAM", (options) =>
            iam.send(
                new SimulatePrincipalPolicyCommand({
                    PolicySourceArn,
                    ActionNames: [...Action],
                    ...(resource !== "*" && { ResourceArns: [concrete(resource)] }),
                    ContextEntries,
                }),
                options,
            ),
        );
        const actions = EvaluationResults.filter(({ EvalDecision }) => EvalDecision !== "allowed").map(
            ({ EvalActionName = "" }) => EvalActionName,
        );
        denied.push(...(actions.length === 0 ? [] : [{ actions, resource }]));
    }
    return denied;
}

/** Stands for a pattern in a policy: a resource that nobody has named. */
function concrete(resource: string): string {
    return resource.replace(/\*$/, "any");
}

/**
 * Whether Lake Formation has granted the principal what the level needs.
 *
 * @param works whether the catalog works, so that what isn't granted as this package would may be granted otherwise.
 */
export async function grantsLook(
    caller: Caller,
    { principal, place, level, namespaces }: PermissionsRequest,
    { seesAll, works }: { readonly seesAll: boolean; readonly works: boolean },
): Promise<Look> {
    const subject = "Lake Formation";
    if (place.mode !== AccessMode.LakeFormation || place.endpoint !== IcebergEndpoint.Glue) {
        return look(subject, "not needed", "IAM alone decides");
    }
    const catalogId = federatedCatalogId({ ...place, partition: "", dnsSuffix: "" });
    const wanted = grantTable(level, namespaces.slice(0, NAMESPACES_LOOKED_INTO));
    const lacking: string[] = [];
    try {
        const client = await servicesOf(caller.access).lakeFormation();
        const inputs = { region: place.region, catalogId, principal, grants: wanted };
        const onCatalog = await heldOn(client, inputs, "catalog");
        if (SUPER.some((permission) => onCatalog.has(permission))) {
            return look(subject, "good", `${principal} holds Super on ${catalogId}`);
        }
        for (const [key, permissions] of Object.entries(wanted)) {
            const held = permissionsIn(heldOf(permissions, await heldOn(client, inputs, key)));
            const missing = permissionsIn(permissions).filter(
                // Who may read a table may see it.
                (each) => !held.includes(each) && !(each === "DESCRIBE" && held.includes("SELECT")),
            );
            lacking.push(...(missing.length === 0 ? [] : [`${missing.join(", ")} on ${key}`]));
        }
    } catch (error) {
        return look(subject, "not seen", briefReason(error));
    }
    if (namespaces.length === 0) {
        return look(subject, "not known", "no namespace is known: set --namespace");
    }
    if (lacking.length === 0) {
        return look(subject, "good", `${principal} holds everything that ${level} needs`);
    }
    const said = `${principal} doesn't hold ${lacking.join(", ")}`;
    if (!seesAll) {
        return look(
            subject,
            "not seen",
            `${said}, as far as this caller can see, who isn't a data lake administrator`,
        );
    }
    return works
        ? look(subject, "not known", `${said}; it may be granted table by table, or by tags`)
        : wrong(
              subject,
              findingOf(
                  {
                      cause: "Lake Formation grants are missing",
                      step: "the Lake Formation grant",
                      advice: `Grant ${lacking.join("; ")}, to ${principal}.`,
                  },
                  `Lake Formation's list of permissions on ${catalogId}`,
              ),
          );
}
