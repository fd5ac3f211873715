import { FORBIDDEN } from "../rest/modes";
import { differs, example, fails, failure, type Group, gives, ok, type Step, shows } from "../steps";
import { CONFIG, CREATE_LAKE, DATABASES, LIST_NAMESPACES } from "./catalogs";
import { initFailed, NOT_LOADED } from "./texts";

const RESTART: Step = ok("", { action: { kind: "restart" } });
const REFUSED = { rest: FORBIDDEN, requests: [] };

export const RESTARTS: Group = {
    title: "After a restart",
    setup: [
        CREATE_LAKE,
        "CREATE ROLE ~r1",
        "GRANT USAGE ON CATALOG ~lake TO ROLE ~r1",
        'ALTER CATALOG ~lake SET ("k" = "altered")',
    ],
    cases: [
        example(
            "catalogs and grants are there, without a request",
            [
                RESTART,
                gives("SHOW CATALOGS LIKE '~lake'", [["~lake", "Iceberg", null]], REFUSED),
                shows("SHOW CREATE CATALOG ~lake", '"k"  =  "altered"', REFUSED),
                gives(
                    "SHOW GRANTS FOR ROLE ~r1",
                    [["~r1", "~lake", "GRANT USAGE ON CATALOG ~lake TO ROLE '~r1'"]],
                    REFUSED,
                ),
                ok("SET CATALOG ~lake", REFUSED),
                ok("GRANT INSERT ON ALL TABLES IN ALL DATABASES TO ROLE ~r1", REFUSED),
            ],
            { embeddedOnly: "restarts the frontend" },
        ),
        example(
            "the first use loads the catalog on both versions, and fails in their own words",
            [
                RESTART,
                differs(
                    fails("SHOW DATABASES FROM ~lake", initFailed("~lake", NOT_LOADED), {
                        rest: FORBIDDEN,
                        requests: [CONFIG],
                    }),
                    { expected: failure(NOT_LOADED), requests: [CONFIG] },
                ),
                gives("SHOW DATABASES FROM ~lake", DATABASES, { requests: [CONFIG, LIST_NAMESPACES] }),
            ],
            { embeddedOnly: "restarts the frontend" },
        ),
        example("a catalog can be dropped while REST refuses", [RESTART, ok("DROP CATALOG ~lake", REFUSED)], {
            embeddedOnly: "restarts the frontend",
        }),
    ],
};
