import { type QueryAction, queryService } from "../http/query";
import type { Handler } from "../http/server";
import type { Sandbox } from "../sandbox";

const actions: Readonly<Record<string, QueryAction>> = {
    GetCallerIdentity: ({ account }, { arn }) => ({ Arn: arn, UserId: "AIDAEXAMPLE", Account: account.id }),
};

/** Of STS what tells a caller who it is, which no policy has to allow. */
export const stsHandler = (sandbox: Sandbox): Handler => queryService(sandbox, "sts", actions);
