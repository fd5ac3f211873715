import type { AwsAccessInputs } from "../../awsAccess/clients";
import type { AccessMode } from "../../permissions/access";

/** What a federation sets up for everybody in the account and Region, in the order in which it needs one another. */
export type SharedKind = "role" | "rolePolicy" | "registration" | "mount";

/** Inputs of a thing that the account shares. */
export interface SharedInputs extends AwsAccessInputs {
    readonly kind: SharedKind;
    readonly accountId: string;
    readonly partition: string;
    /** Mode of access that the federation is for. */
    readonly accessMode: AccessMode;
    /** Of the role and of the mount. */
    readonly tags?: Readonly<Record<string, string>>;
    /** Of a role's policy: whose it is. */
    readonly roleName?: string;
    /** Of a role's policy: whether this stack has made its role, without which it may not be taken away. */
    readonly roleMade?: boolean;
    /** Of a role's policy: the document, as JSON. */
    readonly policy?: string;
    /** Of the registration: the role with which Lake Formation reads and writes. */
    readonly roleArn?: string;
}

/** What is known of a thing that is there. */
export interface SharedFacts {
    readonly arn?: string;
    /** Of a role: which it is. */
    readonly roleName?: string;
    /** Of the registration: the role that it has, which need not be the wanted one. */
    readonly registeredRoleArn?: string;
    /** Of a role's policy: the document, as JSON. */
    readonly policy?: string;
    /** What another thing of the same name would not have, such as the moment of its creation. */
    readonly identity?: string;
}

/** State of a thing that the account shares. */
export interface SharedState extends SharedInputs, SharedFacts {
    /** True if this stack has made it; false if it was there before, or may have been. */
    readonly made: boolean;
}

/** The inputs in a state, without what was found out. */
export function inputsIn(state: SharedState): SharedInputs {
    const { arn: _arn, registeredRoleArn: _role, identity: _identity, made: _made, ...inputs } = state;
    const { roleName: _name, ...rest } = inputs;
    return state.kind === "role" ? rest : inputs;
}
