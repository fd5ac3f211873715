type Tags = Readonly<Record<string, string>>;

/** Tags as IAM takes them. */
export function tagList(tags: Tags = {}): { Key: string; Value: string }[] {
    return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

/** What has to be set, and the keys of what has to go. */
export function changedTags(
    olds: Tags = {},
    news: Tags = {},
): { set: Record<string, string>; removed: string[] } {
    return {
        set: Object.fromEntries(Object.entries(news).filter(([key, value]) => olds[key] !== value)),
        removed: Object.keys(olds).filter((key) => !(key in news)),
    };
}
