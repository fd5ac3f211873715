import type { EmbeddedAws } from "../../sandbox/aws";
import { revokePermissions } from "../../sandbox/aws/account/grants";
import { deletePolicy, detachPolicy } from "../../sandbox/aws/account/iamPolicies";
import { attachedTo, deleteAccessKey, deleteUser } from "../../sandbox/aws/account/iamPrincipals";
import type { Account } from "../../sandbox/aws/account/state";
import { deployerPrincipal } from "../../sandbox/aws/authorization/principal";
import { listPermissions } from "../../sandbox/aws/lakeFormation/listPermissions";
import { fromApi } from "../../sandbox/aws/lakeFormation/resources";

type Parameters = Readonly<Record<string, string>>;

type Command = (account: Account, parameters: Parameters, caller: string, aws: EmbeddedAws) => unknown;

const COMMANDS: Readonly<Record<string, Command>> = {
    "iam list-attached-user-policies": (account, parameters) =>
        attachedTo(account, "user", parameters["user-name"]!),
    "lakeformation list-permissions": (account, { principal, resource }, _caller, aws) =>
        listPermissions(aws, deployerPrincipal(account), {
            ...(principal && { Principal: { DataLakePrincipalIdentifier: principal } }),
            ...(resource && { Resource: JSON.parse(resource) }),
        }),
    "s3tables list-namespaces": (account, parameters) => {
        const bucket = parameters["table-bucket-arn"]!.split("/")[1];
        return [...account.namespaces.keys()].filter((name) => name.startsWith(`${bucket}/`));
    },
    "iam detach-user-policy": (account, parameters) =>
        detachPolicy(account, "user", parameters["user-name"]!, parameters["policy-arn"]!),
    "iam delete-policy": (account, parameters) => deletePolicy(account, parameters["policy-arn"]!),
    "iam delete-access-key": (account, parameters) => deleteAccessKey(account, parameters["access-key-id"]!),
    "iam delete-user": (account, parameters) => deleteUser(account, parameters["user-name"]!),
    "lakeformation revoke-permissions": (account, parameters, caller) =>
        revokePermissions(account, {
            caller,
            principal: parameters.principal!.replace("DataLakePrincipalIdentifier=", ""),
            resource: fromApi(account, JSON.parse(parameters.resource!)),
            permissions: parameters.permissions!.split(" "),
        }),
};

/** Does in the sandbox's account what a command of the AWS CLI does, written in one line, and brings its answer. */
export function runAwsCommand(aws: EmbeddedAws, line: string): unknown {
    const { account, deployer } = aws;
    const [, command, rest] = /^aws (\S+ \S+) (.*)$/.exec(line) ?? [];
    const run = COMMANDS[command ?? ""];
    if (run === undefined) {
        throw new Error(`this command isn't known here: ${line}`);
    }
    const parameters = [...rest!.matchAll(/--([\w-]+) (?:'([^']*)'|(\S+))/g)].map(
        ([, name, quoted, plain]) => [name!, quoted ?? plain!] as const,
    );
    return run(account, Object.fromEntries(parameters), deployer.arn, aws);
}
