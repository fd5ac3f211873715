/**
 * Whether users' folders get what is published today, as `npm run test:newest` asks, in place of the releases that
 * lock files of this checkout name.
 */
export const newestReleases = process.env.TEST_NEWEST_RELEASES === "true";

/** A cached folder that depends on the day's releases is one of that day. */
export const dayOfReleases = newestReleases ? new Date().toISOString().slice(0, "yyyy-mm-dd".length) : "";
