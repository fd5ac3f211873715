import { map, text } from "./schema/schema";

const ALLOWED = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
const CHARACTERS = "may contain only letters, digits, spaces and characters of _.:/=+-@";

/** Tags of AWS: https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html */
export const tagsSchema = map(
    (key) => [
        ...(key.length >= 1 && key.length <= 128 ? [] : ["must be 1 to 128 characters long"]),
        ...(ALLOWED.test(key) ? [] : [CHARACTERS]),
        ...(/^aws:/i.test(key) ? ['must not begin with "aws:", which AWS reserves'] : []),
    ],
    () =>
        text((value) => [
            ...(value.length <= 256 ? [] : ["must be at most 256 characters long"]),
            ...(ALLOWED.test(value) ? [] : [CHARACTERS]),
        ]),
    { plain: true },
);
