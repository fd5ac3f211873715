import { createRequire } from "node:module";

/** Requires what the SDK uses to talk to the engine as the SDK has it: another copy would not understand its objects. */
export const ofSdk = createRequire(createRequire(__filename).resolve("@pulumi/pulumi"));
