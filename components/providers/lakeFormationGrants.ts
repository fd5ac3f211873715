import type { dynamic } from "@pulumi/pulumi";
import { type AwsAccessInputs, accessOf, lakeFormationClient, stsClient } from "../awsAccess/clients";
import { isUnknown } from "../common/unknown";
import { PartlyGiven } from "../permissions/grantShares";
import { entriesOf } from "../permissions/lakeFormation/grantEntries";
import type {
    LakeFormationGrantsInputs,
    LakeFormationGrantsState,
} from "../permissions/lakeFormation/grantsInputs";
import * as life from "../permissions/lakeFormation/grantsLife";
import { seesAllPermissions } from "../permissions/lakeFormation/visibility";
import { Declarations } from "./declarations";
import { guarded } from "./guarded";
import { plain, withoutNews } from "./plainInputs";
import { idFrom } from "./secretInputs";
import { configure, stackSettings } from "./surroundings";
import { unfinished } from "./unfinished";

const GONE = { id: "" };

/** Inputs that earlier releases didn't have. */
const ADDED_INPUTS = ["owner", "principalIsOwn"];

/** Whom grants are for, on which table bucket. */
type Target = Pick<LakeFormationGrantsInputs, "region" | "catalogId" | "principal">;

const PLACE = ["region", "catalogId", "principal"] as const;

const declarations = new Declarations<Target>(async (one, other) =>
    PLACE.every((key) => one[key] === other[key]),
);

const siblingsOf = (inputs: LakeFormationGrantsInputs) => declarations.siblingsOf(inputs, inputs.owner);

const accessTo = (inputs: AwsAccessInputs) => accessOf(inputs, stackSettings);

/** The life of Lake Formation's grants as the engine calls for it. */
export const lakeFormationGrants = guarded<
    dynamic.ResourceProvider<LakeFormationGrantsInputs, LakeFormationGrantsInputs | LakeFormationGrantsState>
>({
    configure,
    async check(olds: Partial<LakeFormationGrantsInputs>, news) {
        declare(olds, news);
        return {
            inputs: withoutNews(olds, plain(news), ADDED_INPUTS) as unknown as LakeFormationGrantsInputs,
            failures: [],
        };
    },
    async diff(_id, olds, news) {
        const replaces = PLACE.filter((key) => olds[key] !== news[key]);
        const hasLost =
            replaces.length === 0 &&
            !isUnknown(news.grants) &&
            (await declarations.hasLost(news, entriesOf(news.grants)));
        // Left open, the engine compares the inputs itself, and shows what changes.
        return { replaces, ...(hasLost && { changes: true }) };
    },
    async create(inputs) {
        const client = await lakeFormationClient(accessTo(inputs));
        const id = idFrom(inputs, ["principal", "catalogId"]);
        try {
            return { id, outs: plain(await life.createGrants(client, inputs, siblingsOf(inputs))) };
        } catch (error) {
            throw error instanceof PartlyGiven ? unfinished(error, id) : error;
        }
    },
    async read(id, props) {
        const access = accessTo(props!);
        const client = await lakeFormationClient(access);
        const held = await life.readGrants(client, props as LakeFormationGrantsState, async () =>
            seesAllPermissions(client, await stsClient(access)),
        );
        if (held === undefined) {
            return GONE;
        }
        const { found: _, isIncomplete: _incomplete, ...inputs } = held;
        return { id, props: plain(held), inputs: plain(inputs) };
    },
    async update(id, olds, news) {
        const client = await lakeFormationClient(accessTo(news));
        try {
            return { outs: plain(await life.updateGrants(client, olds, news, siblingsOf(news))) };
        } catch (error) {
            throw error instanceof PartlyGiven ? unfinished(error, id) : error;
        }
    },
    async delete(_id, props) {
        await life.deleteGrants(await lakeFormationClient(accessTo(props)), props, siblingsOf(props));
    },
});

/** Notes what the program declares, so that no other resource takes it. */
function declare(olds: Partial<LakeFormationGrantsInputs>, news: LakeFormationGrantsInputs): void {
    const { owner, grants } = news;
    if (owner === undefined || [...PLACE.map((key) => news[key]), grants].some(isUnknown)) {
        return;
    }
    const before =
        olds.grants === undefined
            ? undefined
            : { owner, target: olds as Target, entries: entriesOf(olds.grants) };
    declarations.declare({ owner, target: news, entries: entriesOf(grants) }, before);
}
