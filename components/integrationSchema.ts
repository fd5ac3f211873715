import { AccessLevel, AccessMode, IcebergEndpoint } from "./access";
import { bucketArn, isCatalogArn, kmsKeyProblems } from "./arns";
import type { EncryptionArgs } from "./encryption";
import { identitySchema } from "./identitySchema";
import type {
    IntegrationCatalogArgs,
    IntegrationGrantArgs,
    StarRocksS3TablesIntegrationArgs,
} from "./integrationArgs";
import { catalogNameProblems, namespaceNameProblems, tableBucketNameProblems } from "./names";
import { choice, flag, list, object, seconds, text } from "./schema/schema";
import { addressProblems } from "./starrocks/catalog/addressProblems";
import { catalogMembers } from "./starrocks/catalog/schema";
import { connectionSchema } from "./starrocks/connection/schema";
import { roleProblems } from "./starrocks/grant/schema";
import { userProblems } from "./starrocks/userIdentity";
import { tablesSchema, unreferencedFileRemovalSchema } from "./storageSchema";
import { tagsSchema } from "./tagsSchema";
import type { ArgumentProblem } from "./validation";

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
            tableBucketArn: text((arn) => (bucketArn(arn) ? [] : ["is no ARN of a table bucket"])),
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
            mountArn: text((arn) => (isCatalogArn(arn) ? [] : ["is no ARN of a catalog in Glue"])),
            restEndpoint: text(addressProblems),
            forceDestroy: flag(PLAIN),
            propagationTimeoutSeconds: seconds(0),
            tags: tagsSchema,
        },
        { plain: true, required: true, rules },
    );
}
