/**
 * The secrets that this process was handed. No text of a peer is trusted not to repeat what it was sent, in
 * whatever form, and one resource's error may repeat what another one sent; so there is one collection for all.
 */

interface Known {
    readonly forms: readonly string[];
    /** By the program, so that it is no secret by accident. */
    readonly isMarked: boolean;
}

const knownSecrets = new Map<string, Known>();
let patterns: { readonly all: RegExp; readonly unmistakable: RegExp } | undefined;

/** Stands for a secret in a text. */
const PLACE = "[secret]";

/** Fewer characters are part of any word, and would garble a text, which tells them. */
const LEAST_PART = 4;

/** A secret that may as well be a word of this package, such as `starrocks`. */
const MISTAKABLE = /^(\p{L}*|.{0,7})$/u;

/** Remembers values that must not be in any text from now on. What is missing or blank is passed over. */
export function rememberSecrets(secrets: Iterable<string | undefined>): void {
    remember(secrets, false);
}

/** The same for what the program itself marks: also where it is a word, it is in no text of this package. */
export function rememberMarked(secrets: Iterable<string>): void {
    remember(secrets, true);
}

function remember(secrets: Iterable<string | undefined>, isMarked: boolean): void {
    for (const secret of secrets) {
        if (typeof secret !== "string" || secret.trim() === "") {
            continue;
        }
        const known = knownSecrets.get(secret);
        if (known === undefined || (isMarked && !known.isMarked)) {
            knownSecrets.set(secret, { forms: formsOf(secret), isMarked });
            patterns = undefined;
        }
    }
}

/** For processes that outlive what the secrets were for, such as one that runs a file of tests after another. */
export function forgetSecrets(): void {
    knownSecrets.clear();
    patterns = undefined;
}

/** The text with `[secret]` in place of every secret, as it is and escaped or encoded in the usual ways. */
export function withoutSecrets(text: string): string {
    return text.replace(known().all, PLACE);
}

/** The same for a text of this package's own, which is made without secrets: its words stay. */
export function withoutUnmistakableSecrets(text: string): string {
    return text.replace(known().unmistakable, PLACE);
}

function known() {
    patterns ??= {
        all: patternOf(
            [...knownSecrets.values()].flatMap(({ forms }) => forms),
            isShort,
        ),
        unmistakable: patternOf(
            [...knownSecrets].flatMap(([secret, { forms, isMarked }]) =>
                isMarked || !MISTAKABLE.test(secret) ? forms : [],
            ),
            (form) => isShort(form) || MISTAKABLE.test(form),
        ),
    };
    return patterns;
}

const isShort = (form: string) => form.length < LEAST_PART;

/** Replaces all at once, the longest first, so that nothing is replaced within a replacement. */
function patternOf(forms: readonly string[], isWord: (form: string) => boolean): RegExp {
    const longestFirst = [...new Set(forms)].sort((one, other) => other.length - one.length);
    return new RegExp(
        [PLACE, ...longestFirst].map((form) => asPattern(form, form !== PLACE && isWord(form))).join("|"),
        "gu",
    );
}

function asPattern(form: string, isWord: boolean): string {
    const literal = form.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
    return isWord ? `(?<![\\p{L}\\p{N}])${literal}(?![\\p{L}\\p{N}])` : literal;
}

function formsOf(secret: string): string[] {
    const lines = secret.split(/\r?\n/).filter((line) => line.length >= 2 * LEAST_PART);
    return [secret, ...lines].flatMap((text) => [
        text,
        ...ESCAPES.map((escaped) => escaped(text)),
        ...base64Forms(text),
    ]);
}

/** Half a character can't be encoded. */
const wellFormed = (text: string) => Buffer.from(text).toString();
const json = (text: string) => JSON.stringify(text).slice(1, -1);
const strictUri = (text: string) =>
    encodeURIComponent(wellFormed(text)).replace(/[!'()*]/g, (each) => `%${each.charCodeAt(0).toString(16)}`);
const lowerHex = (text: string) => text.replace(/%[0-9A-F]{2}/g, (each) => each.toLowerCase());

const ESCAPES: readonly ((text: string) => string)[] = [
    // As SQL's literals are written, and as StarRocks shows values.
    (text) => json(text).replaceAll("'", "\\'"),
    (text) => text.replaceAll('"', '\\"'),
    (text) => text.replace(/[\\"]/g, "\\$&"),
    (text) => text.replaceAll("'", "''"),
    // As JSON's writers do it: JavaScript's, those that escape slashes, and Java's for HTML.
    json,
    (text) => json(text).replaceAll("/", "\\/"),
    (text) =>
        json(text).replace(
            /[<>&='\u007f-\uffff]/g,
            (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, "0")}`,
        ),
    // In addresses and in forms.
    (text) => encodeURIComponent(wellFormed(text)),
    strictUri,
    (text) => lowerHex(strictUri(text)),
    (text) => lowerHex(encodeURIComponent(wellFormed(text))),
    (text) => strictUri(text).replaceAll("%20", "+"),
    (text) => new URLSearchParams([["", text]]).toString().slice(1),
];

/** Bytes that may stand before the secret in what was encoded, modulo the three that make a group. */
const ALIGNMENTS = [0, 1, 2] as const;

/** In Base64, whole, and of whatever holds the secret, such as `user:password`: what only depends on the secret. */
function base64Forms(secret: string): string[] {
    const bytes = Buffer.from(secret);
    const parts = ALIGNMENTS.map((before) => {
        const encoded = Buffer.concat([Buffer.alloc(before), bytes])
            .toString("base64")
            .replace(/=+$/, "");
        const bits = (before + bytes.length) * 8;
        return encoded.slice(Math.ceil((before * 8) / 6), Math.floor(bits / 6));
    });
    const whole = bytes.toString("base64");
    return [whole, whole.replace(/=+$/, ""), ...parts]
        .filter((form) => form.length >= LEAST_PART)
        .flatMap((form) => [form, form.replaceAll("+", "-").replaceAll("/", "_")]);
}
