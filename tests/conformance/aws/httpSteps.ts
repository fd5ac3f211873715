import { isDeepStrictEqual } from "node:util";
import type { EmbeddedAws } from "../../sandbox/aws";
import { accessKeysOf, createAccessKey } from "../../sandbox/aws/account/iamPrincipals";
import { type Call, type Credentials, call, type Reply } from "../../unit/sandbox/awsSupport";
import type { Bench, Step, Verdict } from "./facts";

/** Requests of AWS's own APIs, signed by the deployer or by a user. */

function credentialsOf({ aws }: Bench, user: string | undefined): Credentials {
    if (user === undefined) {
        return aws.deployer;
    }
    const key = accessKeysOf(aws.account, user)[0] ?? createAccessKey(aws.account, user);
    return { accessKeyId: key.id, secretAccessKey: key.secret };
}

interface ExpectedReply {
    /** The code and text of a refusal, `Code: text`, or a pattern of it. */
    readonly fails?: string | RegExp;
    /** Of a success, the body. */
    readonly is?: unknown;
    /** Of a batch that succeeds, the code with which its only entry fails. */
    readonly code?: string;
    readonly as?: string;
}

const shown = (value: unknown) => (value instanceof RegExp ? String(value) : JSON.stringify(value));

interface BatchReply {
    readonly Failures?: readonly { readonly Error: { readonly ErrorCode: string } }[];
}

function replyVerdict({ fails, is, code }: ExpectedReply, reply: Reply): Verdict {
    const failed =
        reply.status >= 400 ? `${reply.headers.get("x-amzn-errortype")}: ${reply.json.message}` : undefined;
    if (fails !== undefined || failed !== undefined) {
        const fits = fails instanceof RegExp ? fails.test(failed ?? "") : fails === failed;
        return fits
            ? undefined
            : `expected ${shown(fails ?? is ?? "a success")}, got ${failed ?? reply.text}`;
    }
    const codes = ((reply.json as BatchReply).Failures ?? []).map(({ Error: failure }) => failure.ErrorCode);
    if (code !== undefined && !isDeepStrictEqual(codes, [code])) {
        return `expected ${code}, got ${reply.text}`;
    }
    return is === undefined || isDeepStrictEqual(reply.json, is)
        ? undefined
        : `expected ${shown(is)}, got ${reply.text}`;
}

/** Calls an operation of Lake Formation's API. */
export function lakeFormation(operation: string, body: object, expected: ExpectedReply = {}): Step {
    return {
        does: `${operation}${expected.as === undefined ? "" : ` as ${expected.as}`}`,
        run: async (bench) => {
            const credentials = credentialsOf(bench, expected.as);
            const request = {
                method: "POST",
                path: `/${operation}`,
                service: "lakeformation",
                body,
            };
            return replyVerdict(
                expected,
                await call(bench.aws.endpoints.lakeFormation, credentials, request),
            );
        },
    };
}

/** A conversation of several requests; what it returns is what went wrong. */
export function requests(
    does: string,
    talk: (
        send: (service: keyof EmbeddedAws["endpoints"], request: Call) => Promise<Reply>,
        bench: Bench,
    ) => Promise<Verdict>,
    as?: string,
): Step {
    return {
        does,
        run: (bench) =>
            talk(
                (service, request) => call(bench.aws.endpoints[service], credentialsOf(bench, as), request),
                bench,
            ),
    };
}
