/** A user as StarRocks knows one: a name, and from where it may log in. */
export interface UserIdentity {
    readonly name: string;
    /** `%`, an address, a network such as `10.0.0.0/8`, or a pattern; for a domain, its name. */
    readonly host: string;
    /** True for a host that is looked up by name, which StarRocks writes in brackets. */
    readonly isDomain: boolean;
}

// `FeNameFormat.MYSQL_USER_NAME_REGEX` of StarRocks; the slash is for principals of Kerberos.
const NAME = /^\w{1,64}\/?[.\w-]{0,63}$/;
const HOST = /^[\w.%:/-]{1,255}$/;

/** Reads `name`, `name@host` and `name@[domain]`, each part with or without quotes; nothing if it must be one of them. */
export function parseUser(text: string): UserIdentity | undefined {
    const at = text.indexOf("@");
    const name = unquoted(at < 0 ? text : text.slice(0, at));
    const place = at < 0 ? "%" : text.slice(at + 1);
    const [, domain] = /^\[(.+)\]$/.exec(place) ?? [];
    const host = unquoted(domain ?? place);
    return NAME.test(name) && HOST.test(host) ? { name, host, isDomain: domain !== undefined } : undefined;
}

function unquoted(text: string): string {
    return /^(['"])(.*)\1$/s.exec(text)?.[2] ?? text;
}

/** The user as StarRocks' statements and listings write it. */
export function userText({ name, host, isDomain }: UserIdentity): string {
    return isDomain ? `'${name}'@['${host}']` : `'${name}'@'${host}'`;
}

/** What is wrong with a user to whom something is granted. */
export function userProblems(text: string): string[] {
    return parseUser(text) === undefined
        ? ["must be a user name as SHOW USERS lists it, with @ and a host unless that is %"]
        : [];
}

/**
 * The name to log in with. StarRocks' own notation with a host stands for the name in it; whatever else there is may be
 * a name of an external directory, such as an address of mail.
 */
export function loginName(text: string): string {
    return text.startsWith("'") ? (parseUser(text)?.name ?? text) : text;
}
