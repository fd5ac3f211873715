export { AccessLevel } from "./components/access";
export { S3TablesFederation, type S3TablesFederationArgs } from "./components/federation";
export type { IdentityArgs } from "./components/identity";
export { StarRocksS3TablesIntegration } from "./components/integration";
export type { IntegrationCatalogArgs, StarRocksS3TablesIntegrationArgs } from "./components/integrationArgs";
export {
    StarRocksCatalog,
    type StarRocksCatalogArgs,
    type StarRocksConnectionArgs,
} from "./components/starrocks/catalog/resource";
