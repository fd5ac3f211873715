import type { Sandbox } from "../../sandbox";

/** What everybody in the account and Region shares, as one text: it must be the same before and after. */
export function sharedSettings({ aws: { account } }: Sandbox): string {
    const { mount, registrations, dataLakeSettings } = account;
    return JSON.stringify({ mount, registrations: [...registrations], dataLakeSettings }, null, 1);
}
