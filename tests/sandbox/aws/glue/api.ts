import { glueArn } from "../account/arns";
import { AwsError } from "../account/errors";
import {
    checkMayCreateMount,
    checkMayDescribeMount,
    createMount,
    deleteMount,
    findMount,
    type Mount,
} from "../account/glue";
import type { DefaultPermission } from "../account/lakeFormationState";
import type { Account } from "../account/state";
import { authorize } from "../authorization/authorize";
import type { Principal } from "../authorization/principal";
import type { AwsResponse, Handler } from "../http/server";
import { type Sandbox, signatureErrors, signedService } from "../sandbox";

interface ApiPermission {
    Principal?: { DataLakePrincipalIdentifier?: string };
    Permissions?: string[];
}

interface Body {
    Name?: string;
    CatalogId?: string;
    ParentCatalogId?: string;
    ResourceArn?: string;
    TagsToAdd?: Record<string, string>;
    TagsToRemove?: string[];
    Tags?: Record<string, string>;
    CatalogInput?: {
        Description?: string;
        FederatedCatalog?: { Identifier?: string; ConnectionName?: string };
        CreateDatabaseDefaultPermissions?: ApiPermission[];
        CreateTableDefaultPermissions?: ApiPermission[];
        AllowFullTableExternalDataAccess?: string;
    };
}

type Action = (sandbox: Sandbox, caller: Principal, body: Body) => object;

const MOUNT = "s3tablescatalog";

const toModel = (permissions: ApiPermission[] = []): DefaultPermission[] =>
    permissions.map(({ Principal, Permissions = [] }) => ({
        principal: Principal?.DataLakePrincipalIdentifier ?? "",
        permissions: Permissions,
    }));

const fromModel = (permissions: DefaultPermission[]): ApiPermission[] =>
    permissions.map(({ principal, permissions: Permissions }) => ({
        Principal: { DataLakePrincipalIdentifier: principal },
        Permissions,
    }));

/** Every action on the mount asks for the root catalog too. */
function authorizeOnMount({ account }: Sandbox, caller: Principal, action: string): void {
    authorize(account, caller, `glue:${action}`, [
        glueArn(account, "catalog"),
        glueArn(account, `catalog/${MOUNT}`),
    ]);
}

function described(account: Account, mount: Mount): object {
    return {
        CatalogId: `${account.id}:${mount.name}`,
        Name: mount.name,
        ResourceArn: glueArn(account, `catalog/${mount.name}`),
        Description: mount.description,
        CreateTime: mount.createdAt / 1000,
        FederatedCatalog: { Identifier: mount.identifier, ConnectionName: mount.connectionName },
        CreateDatabaseDefaultPermissions: fromModel(mount.createDatabaseDefaultPermissions),
        CreateTableDefaultPermissions: fromModel(mount.createTableDefaultPermissions),
        AllowFullTableExternalDataAccess: mount.allowFullTableExternalDataAccess ? "True" : "False",
    };
}

const actions: Readonly<Record<string, Action>> = {
    GetCatalog(sandbox, caller, { CatalogId = "" }) {
        const { account } = sandbox;
        authorizeOnMount(sandbox, caller, "GetCatalog");
        const mount = findMount(account, CatalogId.replace(`${account.id}:`, ""));
        checkMayDescribeMount(account, caller.identityArn);
        return { Catalog: described(account, mount) };
    },
    /** The nested catalogs, one for each table bucket. */
    GetCatalogs(sandbox, caller, { ParentCatalogId = "" }) {
        const { account } = sandbox;
        authorizeOnMount(sandbox, caller, "GetCatalogs");
        findMount(account, ParentCatalogId.replace(`${account.id}:`, ""));
        return {
            CatalogList: [...account.tableBuckets.keys()].map((Name) => ({
                Name,
                CatalogId: `${account.id}:${MOUNT}/${Name}`,
            })),
        };
    },
    CreateCatalog(sandbox, caller, { Name = "", CatalogInput = {}, Tags }) {
        const { account } = sandbox;
        authorizeOnMount(sandbox, caller, "CreateCatalog");
        authorize(account, caller, "glue:PassConnection", [glueArn(account, "connection/aws:s3tables")]);
        if (Object.keys(Tags ?? {}).length > 0) {
            authorize(account, caller, "glue:TagResource", [glueArn(account, `catalog/${Name}`)]);
        }
        const mount = {
            name: Name,
            description: CatalogInput.Description,
            identifier: CatalogInput.FederatedCatalog?.Identifier,
            connectionName: CatalogInput.FederatedCatalog?.ConnectionName,
            allowFullTableExternalDataAccess: CatalogInput.AllowFullTableExternalDataAccess === "True",
            createDatabaseDefaultPermissions: toModel(CatalogInput.CreateDatabaseDefaultPermissions),
            createTableDefaultPermissions: toModel(CatalogInput.CreateTableDefaultPermissions),
            tags: Tags,
        };
        checkMayCreateMount(account, caller.identityArn, mount);
        createMount(account, mount);
        return {};
    },
    DeleteCatalog(sandbox, caller) {
        authorizeOnMount(sandbox, caller, "DeleteCatalog");
        deleteMount(sandbox.account);
        return {};
    },
    TagResource({ account }, caller, { ResourceArn = "", TagsToAdd = {} }) {
        authorize(account, caller, "glue:TagResource", [ResourceArn]);
        Object.assign(findMount(account).tags, TagsToAdd);
        return {};
    },
    UntagResource({ account }, caller, { ResourceArn = "", TagsToRemove = [] }) {
        authorize(account, caller, "glue:UntagResource", [ResourceArn]);
        for (const key of TagsToRemove) delete findMount(account).tags[key];
        return {};
    },
};

const answer = (status: number, body: object): AwsResponse => ({
    status,
    headers: { "content-type": "application/x-amz-json-1.1" },
    body: JSON.stringify(body),
});

const TARGET = "x-amz-target";

/** Glue's API, JSON 1.1: the operation is in a header. */
export const glueApiHandler = (sandbox: Sandbox): Handler =>
    signedService(
        sandbox,
        "glue",
        async (caller, { headers, body }) => {
            const name = headers[TARGET]?.replace("AWSGlue.", "") ?? "";
            const action = actions[name];
            if (!action) throw new AwsError("UnknownOperationException", `Unknown operation ${name}`);
            return answer(200, action(sandbox, caller, JSON.parse(body.toString("utf8")) as Body));
        },
        ({ code, message, status }) =>
            answer(status ?? (signatureErrors.includes(code) ? 403 : 400), {
                __type: code,
                Message: message,
            }),
    );

/** Whether a request is for Glue's API, and not for its Iceberg REST catalog. */
export const isGlueApi = ({ headers }: { readonly headers: Readonly<Record<string, string>> }) =>
    headers[TARGET] !== undefined;
