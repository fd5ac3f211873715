/**
 * Access control of a catalog in StarRocks. 3.5 ignores it and uses the cluster's setting `access_control`.
 *
 * @enum
 */
export const AccessControl = {
    /** StarRocks' own privileges: `GRANT` and `REVOKE`. */
    Native: "native",
    /** Apache Ranger. */
    Ranger: "ranger",
    /** No access control: every user may do everything in the catalog. */
    AllowAll: "allowall",
} as const;

export type AccessControl = (typeof AccessControl)[keyof typeof AccessControl];
