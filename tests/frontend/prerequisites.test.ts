import { expect } from "chai";
import * as catalogs from "../../components/starrocks/catalog/life";
import { grantWithDefaults } from "../../components/starrocks/grant/check";
import { createGrant, removeGrant } from "../../components/starrocks/grant/life";
import { snippetsIn } from "../engine/support/snippets";
import { describeEmbedded, FRONTENDS, openLakeForSuite } from "./support/lake";
import { collectProgressOfTests } from "./support/progressLines";

const PASSWORD = "of the read-me";

/** What the read-me says to run in StarRocks before the first `pulumi up`. */
const STATEMENTS = snippetsIn("README.md")
    .filter(({ language }) => language === "sql")
    .flatMap(({ text }) => text.split(";\n"))
    .filter((statement) => statement !== "")
    .map((statement) => statement.replace("<password>", PASSWORD));

for (const { label, version } of FRONTENDS) {
    describeEmbedded(`The user that the read-me makes on ${label}`, () => {
        const lake = openLakeForSuite(version);
        collectProgressOfTests();

        it("may do all that a program with grants asks for", async () => {
            for (const statement of STATEMENTS) {
                await lake.sql.run(statement);
            }
            const connection = { ...lake.connection, user: "pulumi", password: PASSWORD };
            const inputs = lake.inputs();
            const { catalogName } = inputs;
            const state = await catalogs.create(connection, inputs);
            const grant = grantWithDefaults({ catalogName, role: "analyst", createRole: true });
            const granted = await createGrant(connection, grant);
            expect(await lake.sql.column("SHOW ROLES")).to.include("analyst");
            await removeGrant(connection, granted);
            await catalogs.remove(connection, state);
            expect(await lake.exists(catalogName)).to.equal(false);
        });
    });
}
