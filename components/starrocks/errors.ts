import { outsideText } from "../common/outsideText";

/**
 * An error of a StarRocks frontend or of the way to it.
 *
 * mysql2's own errors carry the text of the statement, and so its secrets: they never leave the connection;
 * this error is made of the parts that are safe, and its message is cleaned.
 */
export class StarRocksError extends Error {
    /** As it came: where a secret is a plain word, such as `role`, the cleaned text has lost it. */
    readonly #said: string;

    constructor(
        said: string,
        /** MySQL error number; left out if the server sent none. */
        readonly errno?: number,
        /** Name of a failure of the connection, such as the driver's `ECONNREFUSED`. */
        readonly code?: string,
    ) {
        super(outsideText(said));
        this.name = "StarRocksError";
        this.#said = said.slice(0, EXAMINED_CHARACTERS);
    }

    /** True if the text matches, as it came or cleaned. */
    says(pattern: RegExp): boolean {
        return pattern.test(this.#said) || pattern.test(this.message);
    }
}

const EXAMINED_CHARACTERS = 4096;

// Numbers are matched first, texts where StarRocks uses 1064 for the same thing: two sessions that create or
// drop one name at once get either (observed on 3.5.7 and 4.1-dev). 5700 is the number of 3.4.
const CATALOG_EXISTS = { numbers: [5514, 5700], text: /^Catalog '[^']*' already exists/ };
const CATALOG_MISSING = {
    numbers: [5078],
    text: /(^|Detail message: )(Unknown catalog|Catalog '[^']*' doesn't exist|Connector of catalog '[^']*' doesn't exist|cannot find catalog)/,
};
const ACCESS_DENIED = { numbers: [5203], text: /^Access denied; you need/ };

// Observed on 3.5.7 and 4.1-dev, all with 1064.
const NOT_GRANTED = { numbers: [], text: /There is no such grant defined on / };
const GRANTEE_MISSING = {
    numbers: [],
    text: /cannot find (role|user)|There is no such grant defined for |role not exists|user not exists/,
};

/**
 * A frontend that isn't the leader hands DDL on to it. While the leader is gone, Java's words come back with 1064
 * (observed on 3.5.7 and 4.1-dev), and whether the statement went through isn't known.
 */
const LEADER_LOST = {
    numbers: [],
    // The whole text: an endpoint or metastore that can't be reached has Java's words amid others.
    text: /^(\S+Exception: )*(java\.net\.(ConnectException|SocketException)\b[^\n]*|Socket is closed by peer\.?)$/,
};

interface Pattern {
    readonly numbers: readonly number[];
    readonly text: RegExp;
}

function fits(error: unknown, { numbers, text }: Pattern): boolean {
    return (
        error instanceof StarRocksError &&
        ((error.errno !== undefined && numbers.includes(error.errno)) || error.says(text))
    );
}

export function isCatalogExists(error: unknown): boolean {
    return fits(error, CATALOG_EXISTS);
}

export function isCatalogMissing(error: unknown): boolean {
    return fits(error, CATALOG_MISSING);
}

export function isAccessDenied(error: unknown): boolean {
    return fits(error, ACCESS_DENIED);
}

/** True for a REVOKE of what is not held. */
export function isNotGranted(error: unknown): boolean {
    return fits(error, NOT_GRANTED);
}

export function isGranteeMissing(error: unknown): boolean {
    return fits(error, GRANTEE_MISSING);
}

/** True if a frontend could not hand a statement on to the leader. */
export function isLeaderLost(error: unknown): boolean {
    return fits(error, LEADER_LOST);
}

/** True if the connection broke or timed out, or the leader was lost, so that the statement may still succeed. */
export function isOutcomeUnknown(error: unknown): boolean {
    return error instanceof StarRocksError && (error.errno === undefined || isLeaderLost(error));
}

/** True if the client stopped waiting: the statement goes on, and sending it again would make it wait once more. */
export function isTimeOut(error: unknown): boolean {
    return error instanceof StarRocksError && error.code === STATEMENT_TIME_OUT;
}

/** True if what came as an answer is none, or has no end: to ask once more would bring the same. */
export function isAnswerRefused(error: unknown): boolean {
    return error instanceof StarRocksError && error.code === REFUSED_ANSWER;
}

/** The code of a statement that got no answer in time. */
export const STATEMENT_TIME_OUT = "STATEMENT_TIME_OUT";

/** The code of an answer that isn't taken. */
export const REFUSED_ANSWER = "REFUSED_ANSWER";

/** The text of an error as it may be shown. */
export function messageOf(error: unknown): string {
    return error instanceof Error ? error.message : String(error);
}
