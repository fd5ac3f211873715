export type Tags = Record<string, string>;

export interface User {
    readonly name: string;
    readonly path: string;
    readonly arn: string;
    readonly id: string;
    readonly createdAt: number;
    tags: Tags;
    permissionsBoundary?: string;
    readonly inlinePolicies: Map<string, string>;
}

export interface Role extends User {
    assumeRolePolicy: string;
    description: string;
    maxSessionDuration: number;
}

export interface AccessKey {
    readonly id: string;
    readonly secret: string;
    readonly user: string;
    readonly createdAt: number;
    status: "Active" | "Inactive";
}

/** Temporary credentials: of an assumed role, or vended by Lake Formation for one table. */
export interface Session {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken: string;
    readonly roleName: string;
    readonly name: string;
    readonly expiresAt: number;
    readonly scope?: VendedScope;
}

export interface VendedScope {
    readonly tableArn: string;
    readonly access: "read" | "readWrite";
}

export interface ManagedPolicy {
    readonly arn: string;
    readonly name: string;
    readonly path: string;
    readonly id: string;
    readonly description: string;
    readonly awsManaged: boolean;
    document: string;
    tags: Tags;
}

export interface PolicyAttachment {
    readonly policyArn: string;
    readonly principal: { readonly kind: "user" | "role"; readonly name: string };
}
