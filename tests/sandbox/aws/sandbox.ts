import { AwsError } from "./account/errors";
import type { Account } from "./account/state";
import type { Principal } from "./authorization/principal";
import { type Faults, strikes } from "./faults";
import { authenticate } from "./http/authenticate";
import type { AwsRequest, AwsResponse, Handler, ServiceName } from "./http/server";

export interface LoggedRequest {
    readonly service: ServiceName;
    readonly method: string;
    readonly path: string;
    readonly query: string;
    /** Where one address serves all operations: which one, such as `AWSGlue.GetCatalog`. */
    readonly operation?: string;
    /** The ARN of who signed, once the signature is verified. */
    principal?: string;
    /** Absent while (or when) there is no answer. */
    status?: number;
}

/** What all services of the sandbox share. */
export interface Sandbox {
    /** Who acts through Pulumi's plugin, as its provider is configured; the deployer unless it says otherwise. */
    readonly caller?: Principal;
    readonly account: Account;
    readonly faults: Faults;
    readonly requests: LoggedRequest[];
    readonly endpoints: {
        glue: string;
        s3tables: string;
        lakeFormation: string;
        s3: string;
        iam: string;
        sts: string;
    };
}

export type SignedHandler = (principal: Principal, request: AwsRequest) => Promise<AwsResponse>;

/** The refusals that come before a service looks at the request; REST endpoints give them another shape. */
export const signatureErrors = [
    "MissingAuthenticationTokenException",
    "UnrecognizedClientException",
    "InvalidSignatureException",
    "ExpiredTokenException",
];

function operationOf({ headers, body }: AwsRequest): string | undefined {
    const [, action] = /^Action=(\w+)/.exec(body.subarray(0, 100).toString("latin1")) ?? [];
    return headers["x-amz-target"] ?? action;
}

/** Logs, authenticates and turns AWS's errors into the service's shape. */
export function signedService(
    sandbox: Sandbox,
    service: ServiceName,
    handle: SignedHandler,
    answerError: (error: AwsError, request: AwsRequest) => AwsResponse,
): Handler {
    const { account, faults, requests } = sandbox;
    return async (request) => {
        const { method, path, query } = request;
        const operation = operationOf(request);
        const entry: LoggedRequest = { service, method, path, query, ...(operation && { operation }) };
        requests.push(entry);
        const isIcebergRest = path.startsWith("/iceberg");
        if (isIcebergRest && strikes(faults, "hang")) return undefined;
        if (service === "lakeformation" && strikes(faults, "lakeFormationHang")) return undefined;
        if (isIcebergRest && strikes(faults, "trickle")) return { status: 200, isEndless: true };
        try {
            if (isIcebergRest) strikeRestFaults(faults);
            const principal = authenticate(account, faults, service, request);
            entry.principal = principal.arn;
            const answer = await handle(principal, request);
            entry.status = answer.status;
            return answer;
        } catch (error) {
            if (!(error instanceof AwsError)) throw error;
            const answer = answerError(error, request);
            entry.status = answer.status;
            return answer;
        }
    };
}

const restFaults = [
    ["throttle429", new AwsError("ThrottlingException", "Rate exceeded", 429)],
    ["error500", new AwsError("InternalServiceException", "An internal service error occurred.", 500)],
    ["restForbidden403", new AwsError("AccessDeniedException", "Access to the catalog is denied.", 403)],
] as const;

function strikeRestFaults(faults: Faults): void {
    for (const [name, error] of restFaults) if (strikes(faults, name)) throw error;
}
