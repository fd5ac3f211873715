import { withoutSecrets } from "./knownSecrets";

/**
 * The one place through which every text from outside goes (SQL, REST, AWS) before anybody reads it: a peer's
 * text may hold commands for the terminal, lines that look like this package's own, a megabyte, or a secret.
 */

/** What a person reads of one text. */
const SHOWN_CHARACTERS = 500;

const ESCAPE = "\u001b";
const BELL = "\u0007";
const STRING_END = `(?:${BELL}|${ESCAPE}\\\\|\u009c)`;

/** What a terminal obeys, with its parameters: control sequences, strings such as a title, and single commands. */
const TERMINAL_SEQUENCES = new RegExp(
    [
        `(?:${ESCAPE}\\[|\u009b)[0-?]*[ -/]*[@-~]?`,
        `(?:${ESCAPE}[\\]PX^_]|[\u0090\u0098\u009d-\u009f])[^${BELL}${ESCAPE}\u009c]*${STRING_END}?`,
        `${ESCAPE}[ -/]*[0-~]?`,
    ].join("|"),
    "g",
);

/** Where Java's own programs were when they failed. */
const FRAMES = /\n[ \t]*(?:at |\.\.\. \d+ more)[^\n]*/g;
const LINE_ENDS = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;
/** Controls, and what is invisible or changes the direction of what follows. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}]+/gu;

/**
 * User and password in an address, known as secrets or not. Iceberg's client repeats the address that it can't use
 * ("Failed to create request URI from base ..."), such as that of a token endpoint.
 */
const USER_INFO = /(?<![a-z0-9+.-])([a-z][a-z0-9+.-]{0,30}:\/\/)[^/?#\s"'<>]*@/gi;

/** The text in one line, cleaned, without secrets, and cut to a length that a person can read. */
export function outsideText(text: string, characters = SHOWN_CHARACTERS): string {
    // First as it came, since cleaning may take away a part of a secret; and after it, for what was hidden in between.
    const cleaned = withoutSecrets(text)
        .replace(TERMINAL_SEQUENCES, "")
        .replace(FRAMES, "")
        .replace(LINE_ENDS, " ")
        .replace(UNPRINTABLE, "")
        .replace(/\s+/g, " ")
        .replace(USER_INFO, "$1")
        .trim();
    const clean = withoutSecrets(cleaned);
    return clean.length <= characters ? clean : `${clean.slice(0, characters).trimEnd()}...`;
}
