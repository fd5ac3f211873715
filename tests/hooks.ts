import { forgetSecrets } from "../components/common/knownSecrets";

/** One process runs many files; what one of them kept secret is a plain word in the next. */
export const mochaHooks = { beforeAll: forgetSecrets };
