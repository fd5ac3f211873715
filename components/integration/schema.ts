import { bucketArn, isCatalogArn, kmsKeyProblems } from "../common/arns";
import { catalogNameProblems, namespaceNameProblems, tableBucketNameProblems } from "../common/names";
import { choice, flag, list, object, seconds, text } from "../common/schema/schema";
import { tagsSchema } from "../common/tagsSchema";
import type { ArgumentProblem } from "../common/validation";
import { identitySchema } from "../identity/schema";
import { AccessLevel, AccessMode, IcebergEndpoint } from "../permissions/access";
import { addressProblems } from "../starrocks/catalog/addressProblems";
import { catalogMembers } from "../starrocks/catalog/schema";
import { connectionSchema } from "../starrocks/connection/schema";
import { roleProblems } from "../starrocks/grant/schema";
import { userProblems } from "../starrocks/userIdentity";
import type { EncryptionArgs } from "../storage/encryption";
import { tablesSchema, unreferencedFileRemovalSchema } from "../storage/schema";
import type { IntegrationCatalogArgs, IntegrationGrantArgs, StarRocksS3TablesIntegrationArgs } from "./args";

const PLAIN = { plain: true };

const namespaces = list(text(namespaceNameProblems, PLAIN), PLAIN);

const grantSchema = object<IntegrationGrantArgs>(
    {
        role: text(roleProblems, PLAIN),
        user: text(userProblems, PLAIN),
        createRole: flag(PLAIN),
        adopt: flag(PLAIN),
        access: choice(AccessLevel, PLAIN),
        namespaces,
    },
    PLAIN,
);

/** Arguments of the integration, each by itself; `rules` says what is wrong with them together. */
export function integrationSchema(
    rules: (args: StarRocksS3TablesIntegrationArgs) => readonly ArgumentProblem[],
) {
    return object<StarRocksS3TablesIntegrationArgs>(
        {
            tableBucketName: text(tableBucketNameProblems),
            tableBucketArn: text((arn) => (bucketArn(arn) ? [] : ["is not the ARN of a table bucket"])),
            namespaces: { ...namespaces, required: true },
            createNamespaces: flag(PLAIN),
            tables: tablesSchema,
            encryption: object<EncryptionArgs>({ kmsKeyArn: text(kmsKeyProblems) }, PLAIN),
            unreferencedFileRemoval: unreferencedFileRemovalSchema,
            accessMode: choice(AccessMode, PLAIN),
            endpoint: choice(IcebergEndpoint, PLAIN),
            wholeBucketPolicy: flag(PLAIN),
            access: choice(AccessLevel, PLAIN),
            identity: identitySchema,
            starrocks: connectionSchema,
            catalog: object<IntegrationCatalogArgs>(
                { ...catalogMembers, name: text(catalogNameProblems, PLAIN) },
                PLAIN,
            ),
            grants: list(grantSchema, PLAIN),
            mountArn: text((arn) => (isCatalogArn(arn) ? [] : ["is not the ARN of a Glue catalog"])),
            restEndpoint: text(addressProblems),
            forceDestroy: flag(PLAIN),
            propagationTimeoutSeconds: seconds(0),
            tags: tagsSchema,
        },
        { plain: true, required: true, rules },
    );
}
