/** What is wrong with the address of a REST endpoint, to which paths are added. */
export function addressProblems(address: string): string[] {
    if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) {
        return ["must be a URL that begins with https:// or http://"];
    }
    const { username, password, hash, search } = new URL(address);
    return [
        ...(username !== "" || password !== ""
            ? [
                  "must not contain a user and password, which StarRocks would print; use the arguments for credentials",
              ]
            : []),
        ...(hash !== "" || address.includes("#") ? ["must not have a fragment (#…)"] : []),
        ...(search !== "" || address.includes("?")
            ? ["must not have a query (?…), because paths are appended to it"]
            : []),
        ...(/[\s"'`<>\\^{|}]/.test(address)
            ? ["must not contain spaces, quotes, backslashes or brackets"]
            : []),
    ];
}
