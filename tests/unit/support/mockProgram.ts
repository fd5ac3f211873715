import * as pulumi from "@pulumi/pulumi";
import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";

/** A resource as the program registered it with the engine. */
export interface Registered {
    readonly type: string;
    readonly name: string;
    readonly inputs: Record<string, unknown>;
    /** Type and name of the parent, as in its URN. */
    readonly parent: string;
    readonly dependsOn: readonly string[];
    readonly protect: boolean;
    readonly retainOnDelete: boolean;
    readonly deleteBeforeReplace: boolean;
    readonly ignoreChanges: readonly string[];
    readonly importId: string;
}

/** Answers of AWS functions by token; a function that is not listed fails the test. */
export type Answers = Readonly<Record<string, (args: Record<string, string>) => Record<string, unknown>>>;

export const ACCOUNT_ID = "123456789012";

/** An account with a mount and registration that fit Lake Formation mode. */
export const READY_ACCOUNT: Answers = {
    "aws:index/getPartition:getPartition": () => ({ partition: "aws", dnsSuffix: "amazonaws.com" }),
    "aws:index/getRegion:getRegion": () => ({ region: "eu-west-1" }),
    "aws:index/getCallerIdentity:getCallerIdentity": () => ({ accountId: ACCOUNT_ID }),
    "aws:glue/getCatalog:getCatalog": () => ({
        allowFullTableExternalDataAccess: "True",
        createDatabaseDefaultPermissions: [],
        createTableDefaultPermissions: [],
    }),
    "aws:lakeformation/getResource:getResource": () => ({ withPrivilegedAccess: true }),
    "aws:lakeformation/getDataLakeSettings:getDataLakeSettings": () => ({}),
    "aws:iam/getUser:getUser": ({ userName }) => ({
        userName,
        arn: `arn:aws:iam::${ACCOUNT_ID}:user/${userName}`,
    }),
    "aws:iam/getRole:getRole": ({ name }) => ({ name, arn: `arn:aws:iam::${ACCOUNT_ID}:role/${name}` }),
};

/** An account in which nothing has been set up. */
export const EMPTY_ACCOUNT: Answers = {
    ...READY_ACCOUNT,
    ...missing("aws:glue/getCatalog:getCatalog", "reading Glue Catalog: couldn't find resource"),
    ...missing("aws:lakeformation/getResource:getResource", "EntityNotFoundException: Entity not found"),
    ...missing("aws:iam/getRole:getRole", "reading IAM Role: NoSuchEntity"),
};

function missing(token: string, message: string): Answers {
    return {
        [token]: () => {
            // The SDK shows a gRPC error's details, not its message.
            throw Object.assign(new Error(message), { details: message });
        },
    };
}

/** Runs a program against mocks and returns what it registered. */
export async function register(answers: Answers, program: () => unknown): Promise<Registered[]> {
    await pulumi.runtime.setMocks(
        {
            newResource: ({ name, type, inputs }) => ({
                id: `${name}-id`,
                state: outputsOf(type, name, inputs),
            }),
            call: ({ token, inputs }) => {
                const answer = answers[token];
                if (answer === undefined) {
                    throw new Error(`the program called ${token}, which this test doesn't expect`);
                }
                return answer(inputs);
            },
        },
        "project",
        "stack",
        false,
    );
    const requests = recordRequests();
    await pulumi.runtime.runInPulumiStack(async () => program());
    await pulumi.runtime.disconnect();
    return requests.map(toRegistered);
}

function outputsOf(type: string, name: string, inputs: Record<string, unknown>): Record<string, unknown> {
    const service = type.split(":")[1]?.split("/")[0];
    return {
        ...inputs,
        name: inputs.name ?? name,
        arn: `arn:aws:${service}::${ACCOUNT_ID}:${inputs.name ?? name}`,
        ...(type.endsWith(":AccessKey") && { secret: `${name}-secret` }),
    };
}

function recordRequests(): RegisterResourceRequest[] {
    const monitor = pulumi.runtime.getMonitor() as unknown as {
        registerResource(request: RegisterResourceRequest, callback: unknown): unknown;
    };
    const requests: RegisterResourceRequest[] = [];
    const registerResource = monitor.registerResource.bind(monitor);
    monitor.registerResource = (request, callback) => {
        requests.push(request);
        return registerResource(request, callback);
    };
    return requests;
}

function toRegistered(request: RegisterResourceRequest): Registered {
    return {
        type: request.getType(),
        name: request.getName(),
        inputs: (request.getObject()?.toJavaScript() ?? {}) as Record<string, unknown>,
        parent: nameInUrn(request.getParent()),
        dependsOn: request.getDependenciesList().map(nameInUrn).sort(),
        protect: request.getProtect() ?? false,
        retainOnDelete: request.getRetainondelete() ?? false,
        deleteBeforeReplace: request.getDeletebeforereplace(),
        ignoreChanges: request.getIgnorechangesList(),
        importId: request.getImportid(),
    };
}

function nameInUrn(urn: string): string {
    return urn.split("::").at(-1) ?? "";
}

const SECRET_SIGNATURE = "4dabf18193072939515e22adb298388d";

/** True if a registered input is marked as a secret. */
export function isSecretInput(value: unknown): boolean {
    return typeof value === "object" && value !== null && SECRET_SIGNATURE in value;
}

/** The one registered resource of a name. */
export function named(resources: readonly Registered[], name: string): Registered {
    const found = resources.filter((resource) => resource.name === name);
    if (found.length !== 1) {
        throw new Error(
            `${found.length} resources are named ${name}; there are ${resources.map((r) => r.name)}`,
        );
    }
    return found[0]!;
}
