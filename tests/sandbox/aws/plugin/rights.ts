import { kmsArn } from "../account/arns";
import type { Account } from "../account/state";
import type { ParticularRight, Properties } from "./resourceType";

/** Parts of the lists of rights that several resource types share. */

const tagsIn = ({ tags }: Properties) => (tags ?? {}) as Record<string, string>;

/** The AWS provider sets tags by the creating call, which needs the right to tag all the same. */
export const tagsOnCreate = (action: string): ParticularRight => ({
    action,
    when: (properties) => Object.keys(tagsIn(properties)).length > 0,
});

/** It takes away what isn't wanted any more, and sets what is new or another. */
export const tagsOnUpdate = (tag: string, untag: string): ParticularRight[] => [
    {
        action: tag,
        when: (news, olds) =>
            Object.entries(tagsIn(news)).some(([key, value]) => tagsIn(olds)[key] !== value),
    },
    { action: untag, when: (news, olds) => Object.keys(tagsIn(olds)).some((key) => !(key in tagsIn(news))) },
];

export const isGiven =
    (property: string) =>
    (properties: Properties): boolean =>
        properties[property] !== undefined;

/** What a program doesn't say stays as it is. */
export const isChanged =
    (property: string) =>
    (news: Properties, olds: Properties): boolean =>
        news[property] !== undefined && JSON.stringify(news[property]) !== JSON.stringify(olds[property]);

/** A key to be made has no id yet: its ARN is that of any key. */
export const keyToBeMade = (account: Account): string =>
    kmsArn(account, "key/00000000-0000-0000-0000-000000000000");
