/** How the fake REST server answers. */
export interface RestMode {
    status?: number;
    message?: string;
    /** In place of Iceberg's error document. */
    text?: string;
    headers?: Readonly<Record<string, string>>;
    /** Only requests of this method; others are answered as always. */
    method?: string;
    /** Never answers. */
    hangs?: boolean;
    delayMilliseconds?: number;
    /** What GET v1/config overrides. */
    prefix?: string;
}

export const FORBIDDEN: RestMode = {
    status: 403,
    message:
        "User: arn:aws:iam::123456789012:user/x is not authorized to perform: glue:GetCatalog on resource: " +
        "arn:aws:glue:us-east-1:123456789012:catalog",
};
export const UNAUTHORIZED: RestMode = {
    status: 401,
    message: "The security token included in the request is invalid.",
};
export const NOT_FOUND: RestMode = { status: 404, message: "Catalog not found." };
export const HTML: RestMode = {
    status: 403,
    text: "<html>forbidden</html>",
    headers: { "content-type": "text/html" },
};
export const TOO_MANY: RestMode = { status: 429, message: "Rate exceeded", headers: { "retry-after": "1" } };
export const HANGS: RestMode = { hangs: true };

export function failing(status: number): RestMode {
    return { status, message: "boom" };
}
