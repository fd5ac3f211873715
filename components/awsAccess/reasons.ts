import { outsideText } from "../common/outsideText";

/** What an error of the AWS SDK says, with the name by which AWS documents it; the text itself may be anybody's. */
export function reasonOf(error: unknown): string {
    if (!(error instanceof Error)) {
        return String(error);
    }
    const said = error.name === "Error" ? error.message : `${error.name}: ${error.message}`;
    return "$metadata" in error ? outsideText(said) : said;
}
