import { withDefaults } from "../../../components/starrocks/catalog/check";
import { read } from "../../../components/starrocks/catalog/life";
import { resolveConnection } from "../../../components/starrocks/connection/settings";

/** A program that reads a catalog and comes to its end without closing anything, as a provider's process does. */
async function main([host, user, password]: string[]): Promise<void> {
    const state = { ...withDefaults({ catalogName: "no_such_catalog" }), starRocksVersion: "" };
    const found = await read(
        resolveConnection({ host, user, password }, () => undefined),
        state,
    );
    console.log(found === undefined ? "the catalog is gone" : "the catalog is there");
}

void main(process.argv.slice(2));
