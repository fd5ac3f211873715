import { kmsKeyProblems } from "../common/arns";
import { choice, flag, list, object, text } from "../common/schema/schema";
import { tagsSchema } from "../common/tagsSchema";
import { AccessMode } from "../permissions/access";
import type { S3TablesFederationArgs } from "./federation";

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
