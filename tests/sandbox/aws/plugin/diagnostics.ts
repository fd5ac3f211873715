import * as grpc from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import { isPluginFramework } from "./frameworks";

/** What the bridge says to the engine, and so to the user, past the answer that it gives. */
interface Diagnostic {
    readonly severity: keyof Pick<typeof LogSeverity, "ERROR" | "WARNING">;
    readonly summary: string;
    readonly detail: string;
}

/** What is being done; a function has no URN, so that its diagnostics belong to the stack. */
interface Subject {
    readonly token: string;
    readonly urn: string;
}

/** As the bridge writes it (pf/tfbridge/provider_diagnostics.go, formatDiagnosticMessage). */
const messageOf = ({ severity, summary, detail }: Diagnostic) => `[${severity}] ${detail}: ${summary}`;

async function log(engine: string | undefined, urn: string, diagnostic: Diagnostic): Promise<void> {
    if (engine === undefined) return;
    const request = new LogRequest();
    request.setSeverity(LogSeverity[diagnostic.severity]);
    request.setUrn(urn);
    request.setMessage(messageOf(diagnostic));
    const client = new EngineClient(engine, grpc.credentials.createInsecure());
    // An engine that is gone has nobody to tell.
    await new Promise<void>((done) => client.log(request, () => done()));
    client.close();
}

/** The AWS provider's summary is what it was doing; the detail is why it failed. */
function parts(message: string): Pick<Diagnostic, "summary" | "detail"> {
    const [, summary = message, detail = message] = /^(.*?): (.*)$/s.exec(message) ?? [];
    return { summary, detail };
}

/**
 * Runs an operation. The error of one of the Plugin Framework is logged at Error level before it is answered, also
 * where the program then catches it (processDiagnostics); SDKv2's isn't.
 */
export async function logged<Answer>(
    engine: string | undefined,
    { token, urn }: Subject,
    run: () => Answer | Promise<Answer>,
): Promise<Answer> {
    try {
        return await run();
    } catch (error) {
        if (isPluginFramework(token)) {
            await log(engine, urn, { severity: "ERROR", ...parts((error as Error).message) });
        }
        throw error;
    }
}

/** Of a Plugin-Framework resource that was deleted outside (fwdiag.NewResourceNotFoundWarningDiagnostic). */
export async function warnOfGone(engine: string | undefined, { token, urn }: Subject): Promise<void> {
    if (!isPluginFramework(token)) return;
    await log(engine, urn, {
        severity: "WARNING",
        summary: "AWS resource not found during refresh",
        detail: "Automatically removing from Terraform State instead of returning the error, which may trigger resource recreation. Original error: couldn't find resource",
    });
}
