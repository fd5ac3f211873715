import { problemsIn } from "../../common/schema/check";
import { isUnknown } from "../../common/unknown";
import { connectionProblems } from "../connection/check";
import type { StackConfig } from "../connection/configuration";
import { grantEntries } from "./entries";
import type { GrantInputs, RawGrantInputs } from "./inputs";
import { combinationProblems, grantMembers } from "./schema";

export interface CheckFailure {
    readonly property: string;
    readonly reason: string;
}

/** Fills in what the user left out, and spells out what is granted. */
export function grantWithDefaults(raw: RawGrantInputs): GrantInputs {
    return {
        ...raw,
        connection: raw.connection ?? {},
        createRole: raw.createRole ?? false,
        grants: isComplete(raw) ? grantEntries(raw) : [],
    };
}

/** True if what is granted can be spelt out: nothing is open, and nothing is wrong. */
function isComplete(raw: RawGrantInputs): boolean {
    const { connection: _, ...rest } = raw;
    const values = [...Object.values(rest), ...Object.values(raw.privileges ?? {})];
    return !values.flat().some(isUnknown) && argumentFailures(raw).length === 0;
}

/** Everything that is wrong with the inputs and can be known without a connection. */
export function checkGrant(raw: RawGrantInputs, config: StackConfig): CheckFailure[] {
    return [...connectionProblems(raw.connection ?? {}, config), ...argumentFailures(raw)];
}

function argumentFailures(raw: RawGrantInputs): CheckFailure[] {
    const own = Object.entries(grantMembers).flatMap(([name, schema]) =>
        problemsIn(schema, raw[name as keyof typeof grantMembers], name, "provider"),
    );
    return [...own, ...combinationProblems(raw)].map(({ path, problem }) => ({
        property: path,
        reason: problem,
    }));
}
