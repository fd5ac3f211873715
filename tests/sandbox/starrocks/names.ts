import { analyzed, analyzerError } from "./errors";

/** FeNameFormat.COMMON_NAME_REGEX */
const COMMON_NAME = /^(?:[a-zA-Z]\w{0,63}|_[a-zA-Z0-9]\w{0,62})$/;
/** `FeNameFormat.MYSQL_USER_NAME_REGEX`; the slash is for principals of Kerberos. */
const USER_NAME = /^\w{1,64}\/?[.\w-]{0,63}$/;

export function checkCatalogName(name: string): void {
    if (name === "") {
        throw analyzerError("'catalog name' can not be null or empty");
    }
    if (!COMMON_NAME.test(name)) {
        throw analyzed("badCatalogName", name);
    }
}

export function checkRoleName(name: string): void {
    if (!COMMON_NAME.test(name)) {
        throw analyzerError(`invalid role format: ${name}`);
    }
}

export function checkUserName(name: string): void {
    if (!USER_NAME.test(name)) {
        throw analyzerError(`invalid user name: ${name}`);
    }
}

/** A LIKE pattern with MySQL's wildcards and backslash escapes; case matters. */
export function likePattern(pattern: string | undefined): (text: string) => boolean {
    if (pattern === undefined) {
        return () => true;
    }
    const source = pattern.replace(/\\[\s\S]|[\s\S]/g, (part) => {
        if (part === "%") {
            return "[\\s\\S]*";
        }
        if (part === "_") {
            return "[\\s\\S]";
        }
        return (part.length > 1 ? part[1]! : part).replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
    });
    const expression = new RegExp(`^${source}$`);
    return (text) => expression.test(text);
}
