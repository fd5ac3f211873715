/**
 * Host of the dynamic providers: the module that users' stored state requires as
 * `pulumi-starrocks-s3tables/provider`, with one export per kind of resource. Neither the path nor the names
 * of the exports may change, and new code must accept the state that older versions have written.
 */

export { catalog } from "./providers/catalog";
export { federation } from "./providers/federation";
export { grant } from "./providers/grant";
export { lakeFormationGrants } from "./providers/lakeFormationGrants";
