import * as grpc from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import { isPluginFramework } from "./frameworks";

/** What the bridge says to the engine, and so to the user, past the answer that it gives. */
interface Diagnostic {
    readonly severity: keyof Pick<typeof LogSeverity, "ERROR" | "WARNING">;
    readonly message: string;
}

/** What is being done; a function has no URN, so that its diagnostics belong to the stack. */
interface Subject {
    readonly token: string;
    readonly urn: string;
    /** As the bridge's SDKv2 half has it before an error: `deleting urn:…`. */
    readonly doing?: string;
}

async function log(engine: string | undefined, urn: string, diagnostic: Diagnostic): Promise<void> {
    if (engine === undefined) return;
    const request = new LogRequest();
    request.setSeverity(LogSeverity[diagnostic.severity]);
    request.setUrn(urn);
    request.setMessage(diagnostic.message);
    const client = new EngineClient(engine, grpc.credentials.createInsecure());
    // An engine that is gone has nobody to tell.
    await new Promise<void>((done) => client.log(request, () => done()));
    client.close();
}

/** As the bridge writes it (pf/tfbridge/provider_diagnostics.go, formatDiagnosticMessage). */
const frameworkMessage = (severity: Diagnostic["severity"], { summary, detail }: Parts) =>
    `[${severity}] ${detail}: ${summary}`;

interface Parts {
    readonly summary: string;
    readonly detail: string;
}

/** The AWS provider's summary is what it was doing; the detail is why it failed. */
function parts(message: string): Parts {
    const [, summary = message, detail = message] = /^(.*?): (.*)$/s.exec(message) ?? [];
    return { summary, detail };
}

/** Terraform's plugin SDK logs it in its own words, and the bridge wraps it (tfshim/sdk-v2, go-multierror). */
const sdkMessage = (text: string) =>
    `  sdk-v2/provider2.go:571: sdk.helper_schema: ${text}: provider=aws@7.48.0`;
const wrapped = (text: string) => `1 error occurred:\n\t* ${text}\n\n`;

/**
 * Runs an operation. An error is logged at Error level before it is answered, so that a user reads it twice, and of a
 * Plugin-Framework function also where the program then catches it (processDiagnostics). Of SDKv2's functions it isn't.
 */
export async function logged<Answer>(
    engine: string | undefined,
    { token, urn, doing }: Subject,
    run: () => Answer | Promise<Answer>,
): Promise<Answer> {
    try {
        return await run();
    } catch (error) {
        const text = (error as Error).message;
        if (isPluginFramework(token)) {
            await log(engine, urn, { severity: "ERROR", message: frameworkMessage("ERROR", parts(text)) });
            throw error;
        }
        if (urn !== "") await log(engine, urn, { severity: "ERROR", message: sdkMessage(text) });
        throw new Error(doing === undefined ? wrapped(text) : `${doing}: ${wrapped(text)}`);
    }
}

/** Of a Plugin-Framework resource that was deleted outside (fwdiag.NewResourceNotFoundWarningDiagnostic). */
export async function warnOfGone(engine: string | undefined, { token, urn }: Subject): Promise<void> {
    if (!isPluginFramework(token)) return;
    const message = frameworkMessage("WARNING", {
        summary: "AWS resource not found during refresh",
        detail: "Automatically removing from Terraform State instead of returning the error, which may trigger resource recreation. Original error: couldn't find resource",
    });
    await log(engine, urn, { severity: "WARNING", message });
}
