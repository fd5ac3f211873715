import { AccessMode } from "./access";
import { kmsKeyProblems } from "./arns";
import type { S3TablesFederationArgs } from "./federation";
import { choice, flag, list, object, text } from "./schema/schema";
import { tagsSchema } from "./tagsSchema";

const PLAIN = { plain: true };

/** Arguments of `S3TablesFederation`. */
export const federationSchema = object<S3TablesFederationArgs>(
    {
        accessMode: choice(AccessMode, PLAIN),
        kmsKeyArns: list(text(kmsKeyProblems), PLAIN),
        retain: flag(PLAIN),
        tags: tagsSchema,
    },
    PLAIN,
);
