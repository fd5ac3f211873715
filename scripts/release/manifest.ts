/** What only whoever publishes knows. */
export interface Publisher {
    /** As npm shows it, such as `Acme <data@acme.example>`. */
    readonly author: string;
    /** Address of the repository in a browser, such as `https://github.com/acme/pulumi-starrocks-s3tables`. */
    readonly repository: string;
}

/** What is still to be said before anything can be published. */
export function missingIn(publisher: Publisher): string[] {
    return [
        ...(publisher.author === "" ? ["author is empty, expected a name, or a name and an address"] : []),
        ...(/^https:\/\/[^/]+\/.+[^/]$/.test(publisher.repository)
            ? []
            : [`repository is "${publisher.repository}", expected the address of its page, https://…`]),
    ];
}

/** A manifest with what npm and Pulumi's registry show of its origin; provenance is refused without it. */
export function stamped<Manifest extends object>(
    manifest: Manifest,
    { author, repository }: Publisher,
    directory?: string,
): Manifest & Record<"author" | "repository" | "homepage" | "bugs", unknown> {
    return {
        ...manifest,
        author,
        repository: { type: "git", url: `git+${repository}.git`, ...(directory && { directory }) },
        homepage: `${repository}#readme`,
        bugs: { url: `${repository}/issues` },
    };
}
