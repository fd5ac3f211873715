import type { GlueClient } from "@aws-sdk/client-glue";
import type { IAMClient } from "@aws-sdk/client-iam";
import type { LakeFormationClient } from "@aws-sdk/client-lakeformation";
import type { SharedFacts, SharedInputs, SharedState } from "./inputs";

/** The services that a federation is set up in; a client is made when it is first used. */
export interface Services {
    glue(): Promise<GlueClient>;
    iam(): Promise<IAMClient>;
    lakeFormation(): Promise<LakeFormationClient>;
}

/** One kind of thing that the account shares. */
export interface SharedThing {
    /** As it is called in a message. */
    title(inputs: SharedInputs): string;
    /** What is there; nothing if nothing is. Fails where that can't be seen. */
    find(services: Services, inputs: SharedInputs | SharedState): Promise<SharedFacts | undefined>;
    /** What is known of it without having seen it. */
    known?(inputs: SharedInputs): SharedFacts;
    make(services: Services, inputs: SharedInputs): Promise<void>;
    /** Changes what this stack has made. */
    change?(services: Services, olds: SharedState, news: SharedInputs): Promise<void>;
    /** Why it must stay although this stack has made it: whoever needs it. */
    needed?(services: Services, state: SharedState): Promise<string | undefined>;
    /** @param patienceSeconds how long to wait for others to stop needing it. */
    remove(services: Services, state: SharedState, patienceSeconds: number): Promise<void>;
}
