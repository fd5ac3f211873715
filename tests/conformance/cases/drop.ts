import { FORBIDDEN } from "../rest/modes";
import { example, fails, type Group, gives, givesOwn, ok } from "../steps";
import { CREATE_LAKE } from "./catalogs";
import { analyzing, unknownCatalog, unknownCatalogAnalyzed } from "./texts";

const DEFAULT_REFUSED = analyzing("Can't drop the default internal catalog");
const MAPPING_REFUSED = analyzing("Can't drop the resource mapping catalog");
const MAPPING = "`resource_mapping_inside_catalog_hive0`";

export const DROP: Group = {
    title: "DROP CATALOG",
    cases: [
        example("a catalog goes without a request, also while REST refuses", [
            ok(CREATE_LAKE),
            ok("DROP CATALOG ~lake", { rest: FORBIDDEN, requests: [] }),
            givesOwn("SHOW CATALOGS", []),
        ]),
        example("the name may be a text", [ok(CREATE_LAKE), ok("DROP CATALOG '~lake'")]),
        example("the name minds the case", [
            ok(CREATE_LAKE),
            fails("DROP CATALOG ~LAKE", unknownCatalog("~LAKE")),
        ]),
        example("a missing catalog can't go", [fails("DROP CATALOG ~nosuch", unknownCatalog("~nosuch"))]),
        example("a missing catalog may be missing", [ok("DROP CATALOG IF EXISTS ~nosuch", { requests: [] })]),
        example("an impossible name is just missing", [fails("DROP CATALOG `a-b`", unknownCatalog("a-b"))]),
        example("an impossible name may be missing", [ok("DROP CATALOG IF EXISTS `a-b`")]),
        example("default_catalog can't go", [fails("DROP CATALOG default_catalog", DEFAULT_REFUSED)]),
        example("a resource mapping catalog can't go", [fails(`DROP CATALOG ${MAPPING}`, MAPPING_REFUSED)]),
        example("a resource mapping catalog can't go, if it exists or not", [
            fails(`DROP CATALOG IF EXISTS ${MAPPING}`, MAPPING_REFUSED),
        ]),
        example("a session stays in the catalog that was dropped", [
            ok("CREATE ROLE ~w"),
            ok(CREATE_LAKE),
            ok("SET CATALOG ~lake"),
            ok("DROP CATALOG ~lake"),
            fails("SHOW DATABASES", unknownCatalogAnalyzed("~lake")),
            gives("SELECT CATALOG()", [["~lake"]]),
            fails(
                "GRANT SELECT ON ALL TABLES IN ALL DATABASES TO ROLE ~w",
                analyzing("cannot find catalog: ~lake"),
            ),
            ok("SET CATALOG default_catalog"),
            gives("SELECT CATALOG()", [["default_catalog"]]),
        ]),
        example("the name can be taken again", [
            ok(CREATE_LAKE),
            ok("DROP CATALOG ~lake"),
            ok(CREATE_LAKE),
            givesOwn("SHOW CATALOGS", [["~lake", "Iceberg", null]]),
        ]),
    ],
};
