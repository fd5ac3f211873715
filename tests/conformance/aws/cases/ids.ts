import type { FactGroup } from "../facts";
import { account, up } from "../steps";
import { mountByHand } from "./byHand";
import { BUCKET, BUCKET_ARN, MOUNT, NAMESPACE, TABLE } from "./resources";

const MISSING_ID = "missing ID";

export const IDS: FactGroup = {
    title: "Ids in Pulumi's state",
    facts: [
        {
            fact: "a Plugin-Framework resource without an attribute id, as the mount, has the id missing ID",
            source: "pulumi-terraform-bridge 3.136, tokens/fixups.go missingIDComputeID; pulumi-aws computes none for it",
            steps: [up(MOUNT, { result: "created", id: MISSING_ID }), up(MOUNT, "unchanged")],
        },
        {
            fact: "a later release may compute the mount's name",
            source: "not settled; both must work",
            account: { provider: { catalogId: "name" } },
            steps: [up(MOUNT, { result: "created", id: "s3tablescatalog" }), up(MOUNT, "unchanged")],
        },
        {
            fact: "an import option that comes to a mount that was made is an import in its place at every release without an id",
            source: "pulumi/pkg/resource/deploy/step_generator.go, isImport: neither id is the import's",
            steps: [
                up(MOUNT, "created"),
                up(
                    { ...MOUNT, import: "s3tablescatalog" },
                    { result: "imported as a replacement", id: MISSING_ID },
                ),
            ],
        },
        {
            fact: "the mount is imported by its name",
            source: "terraform-provider-aws, internal/service/glue/catalog.go",
            steps: [
                account("mount by hand", mountByHand),
                up({ ...MOUNT, import: "s3tablescatalog" }, { result: "imported", id: MISSING_ID }),
            ],
        },
        {
            fact: "bucket, namespace and table have the ids that an import names",
            source: "terraform-provider-aws, internal/service/s3tables; pulumi-aws computes them",
            steps: [
                up(BUCKET, { result: "created", id: BUCKET_ARN }),
                up(NAMESPACE, { result: "created", id: `${BUCKET_ARN};sales` }),
                up(TABLE, { result: "created", id: `${BUCKET_ARN};sales;orders` }),
            ],
        },
    ],
};
