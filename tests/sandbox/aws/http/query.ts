import { AwsError } from "../account/errors";
import type { Principal } from "../authorization/principal";
import { type Sandbox, signatureErrors, signedService } from "../sandbox";
import type { AwsResponse, Handler, ServiceName } from "./server";

/** Members of an answer, which becomes XML: lists have elements named `member`. */
type Answer = { readonly [name: string]: string | Answer | readonly Answer[] | undefined };

export type Parameters = Readonly<Record<string, string>>;
export type QueryAction = (sandbox: Sandbox, caller: Principal, parameters: Parameters) => Answer;

const escaped = (text: string) =>
    text.replace(/[<>&]/g, (character) => ({ "<": "&lt;", ">": "&gt;", "&": "&amp;" })[character]!);

function xml(answer: Answer): string {
    return Object.entries(answer)
        .filter(([, value]) => value !== undefined)
        .map(([name, value]) => `<${name}>${content(value!)}</${name}>`)
        .join("");
}

function content(value: string | Answer | readonly Answer[]): string {
    if (typeof value === "string") return escaped(value);
    return Array.isArray(value)
        ? value.map((each) => `<member>${xml(each as Answer)}</member>`).join("")
        : xml(value as Answer);
}

const answered = (status: number, body: string): AwsResponse => ({
    status,
    headers: { "content-type": "text/xml" },
    body,
});

const statuses: Readonly<Record<string, number>> = {
    AccessDenied: 403,
    NoSuchEntity: 404,
    EntityAlreadyExists: 409,
    DeleteConflict: 409,
};

/** These services leave out what other protocols put behind a code. */
function errorResponse({ code, message, status }: AwsError): AwsResponse {
    const short = code.replace(/Exception$/, "");
    return answered(
        status ?? statuses[short] ?? (signatureErrors.includes(code) ? 403 : 400),
        `<ErrorResponse>${xml({ Error: { Type: "Sender", Code: short, Message: message } })}</ErrorResponse>`,
    );
}

/** A service of AWS's query protocol: a form is posted, XML comes back. */
export function queryService(
    sandbox: Sandbox,
    service: ServiceName,
    actions: Readonly<Record<string, QueryAction>>,
): Handler {
    return signedService(
        sandbox,
        service,
        async (caller, { body }) => {
            const { Action = "", ...parameters } = Object.fromEntries(
                new URLSearchParams(body.toString("utf8")),
            );
            const action = actions[Action];
            if (!action) throw new AwsError("InvalidAction", `Could not find operation ${Action}`);
            const result = xml({ [`${Action}Result`]: action(sandbox, caller, parameters) });
            return answered(200, `<${Action}Response>${result}</${Action}Response>`);
        },
        errorResponse,
    );
}
