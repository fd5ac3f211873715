/**
 * Everything that a program imports from `pulumi-starrocks-s3tables`.
 *
 * @module
 * @mergeModuleWith <project>
 */

import { servePluginIfStartedAsOne } from "./components/hosts/plugin/start";

export { S3TablesFederation, type S3TablesFederationArgs } from "./components/federation/federation";
export type { IdentityArgs } from "./components/identity/args";
export type {
    IntegrationCatalogArgs,
    IntegrationGrantArgs,
    StarRocksS3TablesIntegrationArgs,
} from "./components/integration/args";
export { StarRocksS3TablesIntegration } from "./components/integration/integration";
export type { IntegrationSnippets } from "./components/integration/snippets";
export { AccessLevel, AccessMode, IcebergEndpoint } from "./components/permissions/access";
export { AccessControl } from "./components/starrocks/catalog/accessControl";
export { StarRocksCatalog, type StarRocksCatalogArgs } from "./components/starrocks/catalog/resource";
export type {
    IcebergCacheArgs,
    IcebergOAuth2Args,
    IcebergRestArgs,
    S3DataArgs,
} from "./components/starrocks/catalog/typedProperties";
export {
    connectionFromProvider,
    type MySqlProviderSettings,
    type StarRocksConnectionArgs,
    type StarRocksTlsArgs,
} from "./components/starrocks/connection/args";
export {
    StarRocksGrant,
    type StarRocksGrantArgs,
    type StarRocksPrivilegesArgs,
} from "./components/starrocks/grant/resource";
export type { EncryptionArgs } from "./components/storage/encryption";
export type {
    ColumnArgs,
    TableArgs,
    TableMaintenanceArgs,
    UnreferencedFileRemovalArgs,
} from "./components/storage/storage";

servePluginIfStartedAsOne(module);
