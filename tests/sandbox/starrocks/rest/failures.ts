/** Why a REST call failed, in the words of the exception that StarRocks may append to its own text. */
export class RestFailure extends Error {
    constructor(
        message: string,
        readonly status?: number,
    ) {
        super(message);
    }
}

export interface ErrorBody {
    type: string | null;
    message: string | null;
}

export type ErrorHandler = "default" | "namespace" | "table" | "commit";

type Wording = (body: ErrorBody) => string;

const plain: Wording = ({ message }) => `${message}`;
const prefixed =
    (prefix: string): Wording =>
    ({ message }) =>
        `${prefix}: ${message}`;

/** org.apache.iceberg.rest.ErrorHandlers: the exception's text by status. */
const DEFAULT_WORDINGS: Readonly<Record<number, Wording>> = {
    400: prefixed("Malformed request"),
    401: prefixed("Not authorized"),
    403: prefixed("Forbidden"),
    405: plain,
    406: plain,
    500: ({ type, message }) => `Server error: ${type}: ${message}`,
    501: plain,
    503: prefixed("Service unavailable"),
};

const WORDINGS: Readonly<Record<ErrorHandler, Readonly<Record<number, Wording>>>> = {
    default: {},
    namespace: { 404: plain, 409: plain },
    table: { 404: plain, 409: plain },
    commit: { 404: plain, 409: prefixed("Commit failed"), 502: plain, 504: plain },
};

export function restFailure(
    handler: ErrorHandler,
    status: number,
    body: string,
    reason: string,
): RestFailure {
    const error = parseErrorBody(body, reason);
    const wording = WORDINGS[handler][status] ?? DEFAULT_WORDINGS[status] ?? prefixed("Unable to process");
    return new RestFailure(wording(error), status);
}

/** A body that isn't Iceberg's `{"error": {...}}` becomes the message as a whole. */
function parseErrorBody(body: string, reason: string): ErrorBody {
    if (body === "") {
        return { type: "RESTException", message: reason };
    }
    try {
        const { error } = JSON.parse(body) as { error?: Partial<ErrorBody> };
        if (error !== undefined) {
            return { type: error.type ?? null, message: error.message ?? null };
        }
    } catch {
        // Not JSON: handled below like any other body of a foreign shape.
    }
    return { type: null, message: body };
}
