import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { USAGE } from "../../components/doctor/usage";
import { createCatalog } from "../../components/starrocks/statements";
import { type Examination, runDoctor } from "./support/doctor";
import { keepingGrants } from "./support/faultyCatalogs";
import { BUCKET, describeEmbedded, openLakeForSuite } from "./support/lake";

const PAGE = join(__dirname, "../../docs/doctor.md");

describeEmbedded("docs/doctor.md", () => {
    const lake = openLakeForSuite("3.5");
    let name: string;
    before(async () => {
        const { catalogName, properties } = lake.inputs();
        name = catalogName;
        await lake.sql.run(createCatalog(name, undefined, properties));
    });

    /** What is printed, with names as a user's are in place of the sandbox's. */
    const asPrinted = ({ text }: Examination) =>
        text
            .replaceAll(`127.0.0.1:${lake.proxy.port}`, "starrocks.internal:9030")
            .replaceAll(lake.aws.endpoints.glue, "https://glue.us-east-1.amazonaws.com")
            .replaceAll(name, "lakehouse")
            .replaceAll(lake.frontend.version, "3.5.7")
            .replaceAll(/AK\*{6}../g, "AK******LE")
            .trimEnd();
    const blocks = () =>
        [...readFileSync(PAGE, "utf8").matchAll(/^```[a-z]*\n(.*?)\n```$/gms)].map(([, text]) => text);

    it("shows what somebody sees who has nothing but the password", async () => {
        lake.aws.faults.keyNotYetKnown = true;
        const words = ["--catalog", name];
        const hidden = await runDoctor(lake, words);
        const told = await runDoctor(lake, [...words, "--ask-frontend"]).finally(() => {
            lake.aws.faults.keyNotYetKnown = false;
        });
        expect(blocks()).to.include(asPrinted(hidden));
        expect(blocks()).to.include(asPrinted(told));
    });

    it("shows what an administrator of the account sees", async () => {
        const mend = keepingGrants(() => false)(lake);
        const words = ["--catalog", name, "--namespace", "sales", "--principal", lake.principal.arn];
        const examination = await runDoctor(lake, words, lake.aws.deployer).finally(mend);
        expect(blocks()).to.include(asPrinted(examination));
    });

    it("shows what is said before there is a catalog", async () => {
        const words = [
            ...["--catalog", "warehouse", "--table-bucket", BUCKET, "--namespace", "sales"],
            ...["--principal", lake.principal.arn, "--rest-endpoint", `${lake.aws.endpoints.glue}/iceberg`],
        ];
        expect(blocks()).to.include(asPrinted(await runDoctor(lake, words, lake.aws.deployer)));
    });

    it("shows the options", () => expect(blocks()).to.include(USAGE.trimEnd()));
});
