/** The text of a version's section in the changelog, without its heading; nothing if it has none. */
export function changesOf(version: string, changelog: string): string | undefined {
    const [, ...sections] = changelog.split(/^## (?=\[)/m);
    const section = sections.find((each) => each.startsWith(`[${version}]`));
    return section?.slice(section.indexOf("\n")).trim();
}

/** Why a tag can't be released, in the order in which it is mended. */
export function problemsWith(
    tag: string,
    versions: Readonly<Record<string, string>>,
    changelog: string,
): string[] {
    const version = tag.replace(/^v/, "");
    return [
        ...Object.entries(versions)
            .filter(([, found]) => `v${found}` !== tag)
            .map(([file, found]) => `${file} has the version ${found}, and the tag is ${tag}`),
        ...(changesOf(version, changelog) ? [] : [`CHANGELOG.md has no section [${version}] with a text`]),
    ];
}
