import { iamAllowed, mount, register } from "../../tests/sandbox/aws/account/setUp";
import type { Account } from "../../tests/sandbox/aws/account/state";

/** By name: what an account has before the first `pulumi up`. */
const SET_UPS = {
    /** The mount of the table buckets in Lake Formation mode, and their registration. */
    "lake-formation": (account: Account) => {
        mount(account);
        register(account);
    },
    /** The mount in IAM mode. */
    iam: (account: Account) =>
        void mount(account, {
            createDatabaseDefaultPermissions: iamAllowed,
            createTableDefaultPermissions: iamAllowed,
        }),
    /** Nothing. */
    empty: () => {},
} as const;

export type AccountSetUp = keyof typeof SET_UPS;

export const ACCOUNT_SET_UPS = Object.keys(SET_UPS) as AccountSetUp[];

export function setUp(account: Account, name: AccountSetUp): void {
    SET_UPS[name](account);
}
