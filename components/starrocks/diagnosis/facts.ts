/** What is known of a call that failed, whoever made it. */
export interface Facts {
    /** The call as a person reads it, such as `GET /v1/config`; nothing if a frontend made it. */
    readonly call?: string;
    /** HTTP status; 0 if there was no answer. */
    readonly status: number;
    /** Node's code of a failed connection; empty if there was an answer. */
    readonly networkCode: string;
    /** What came in place of an answer of an Iceberg REST catalog, if something else did. */
    readonly nonsense?: string;
    /** Error name and message of the server. */
    readonly text: string;
    /** Properties of the catalog that the call was made for. */
    readonly properties: Readonly<Record<string, string>>;
}

type Properties = Readonly<Record<string, string>>;

/** Iceberg's words for a status (`org.apache.iceberg.rest.ErrorHandlers`). */
const STATUS_BY_WORDS: Readonly<Record<string, number>> = {
    "Malformed request": 400,
    "Not authorized": 401,
    Forbidden: 403,
    "Server error": 500,
    "Service unavailable": 503,
};

/** The facts of a call that a frontend made, from the text of the exception that it shows. */
export function factsOfException(text: string, properties: Properties): Facts {
    const words = text.split(":")[0]!;
    return { status: STATUS_BY_WORDS[words] ?? 0, networkCode: "", text, properties };
}
