import { forgetSecrets } from "../components/shared/knownSecrets";

/** One process runs many files; what one of them kept secret is a plain word in the next. */
export const mochaHooks = { beforeAll: forgetSecrets };
