import { AwsError } from "../account/errors";
import type { ApiResource } from "./resources";

export interface GrantBody {
    Principal?: { DataLakePrincipalIdentifier?: string };
    Resource?: ApiResource;
    Permissions?: string[];
    PermissionsWithGrantOption?: string[];
}

export interface Body extends GrantBody {
    CatalogId?: string;
    Entries?: Entry[];
    MaxResults?: number;
    NextToken?: string;
    ResourceArn?: string;
    RoleArn?: string;
    WithFederation?: boolean;
    WithPrivilegedAccess?: boolean;
}

type Entry = GrantBody & { Id: string };

const MOST_ENTRIES = 20;
const LONGEST_ID = 255;

const invalid = (message: string) => new AwsError("InvalidInputException", message);

/** https://docs.aws.amazon.com/lake-formation/latest/APIReference/API_BatchGrantPermissions.html and its entries. */
function checkEntries(entries: readonly Entry[]): void {
    if (entries.length > MOST_ENTRIES) {
        throw invalid(
            `A batch may have at most ${MOST_ENTRIES} entries, and this one has ${entries.length}.`,
        );
    }
    const ids = entries.map(({ Id }) => Id);
    const long = ids.find((id) => id.length === 0 || id.length > LONGEST_ID);
    if (long !== undefined) {
        throw invalid(
            `1 validation error detected: Value '${long}' at 'id' failed to satisfy constraint: Member must have length less than or equal to ${LONGEST_ID}`,
        );
    }
    if (new Set(ids).size < ids.length) throw invalid("The ids of a batch's entries must be unique.");
}

/** One entry's failure doesn't stop the others. */
export function batch(change: (entry: GrantBody) => void, entries: readonly Entry[] = []): object {
    checkEntries(entries);
    const failures = entries.flatMap((entry) => {
        try {
            change(entry);
            return [];
        } catch (error) {
            if (!(error instanceof AwsError)) throw error;
            return [{ RequestEntry: entry, Error: { ErrorCode: error.code, ErrorMessage: error.message } }];
        }
    });
    return { Failures: failures };
}
