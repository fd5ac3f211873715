import type { PartlyGiven } from "../permissions/grantShares";
import { plain } from "./plainInputs";

/** The engine takes from these members of an error what is there and doesn't work yet (`ErrorResourceInitFailed`). */
export function unfinished<State>({ message, state }: PartlyGiven<State>, id: string): Error {
    return Object.assign(new Error(message), { id, properties: plain(state), reasons: [message] });
}
