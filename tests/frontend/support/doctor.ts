import { parseArguments } from "../../../components/doctor/arguments";
import { examine } from "../../../components/doctor/examine";
import { asText } from "../../../components/doctor/render";
import { EXIT_CODES, type Report } from "../../../components/doctor/report";
import type { Credentials } from "../../unit/sandbox/awsSupport";
import type { Lake } from "./lake";

export interface Examination {
    readonly report: Report;
    readonly text: string;
    readonly exitCode: number;
}

/** Variables in which the AWS SDK, and the doctor, find whose key it is and where the sandbox's account is. */
export function awsEnvironment({ aws }: Lake, signer: Credentials | undefined): Record<string, string> {
    const { endpoints, account } = aws;
    return {
        AWS_REGION: account.region,
        AWS_ENDPOINT_URL_LAKEFORMATION: endpoints.lakeFormation,
        AWS_ENDPOINT_URL_GLUE: endpoints.glue,
        AWS_ENDPOINT_URL_IAM: endpoints.iam,
        AWS_ENDPOINT_URL_STS: endpoints.sts,
        AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
        // Nobody's files and no machine's own identity.
        AWS_SHARED_CREDENTIALS_FILE: "/nowhere/credentials",
        AWS_CONFIG_FILE: "/nowhere/config",
        AWS_EC2_METADATA_DISABLED: "true",
        ...(signer && {
            AWS_ACCESS_KEY_ID: signer.accessKeyId,
            AWS_SECRET_ACCESS_KEY: signer.secretAccessKey,
        }),
    };
}

/** Lets the doctor look in this process, as its command would with the same words and environment. */
export async function runDoctor(
    lake: Lake,
    words: readonly string[],
    signer?: Credentials,
): Promise<Examination> {
    const before = { ...process.env };
    const { host, user, password } = lake.frontend;
    const environment = {
        ...awsEnvironment(lake, signer),
        STARROCKS_HOST: `${host}:${lake.proxy.port}`,
        STARROCKS_USER: user,
        STARROCKS_PASSWORD: password,
    };
    for (const name of Object.keys(process.env).filter((each) => each.startsWith("AWS_"))) {
        delete process.env[name];
    }
    Object.assign(process.env, environment);
    try {
        const parsed = parseArguments(["doctor", ...words], environment);
        if (parsed.kind !== "request") {
            throw new Error(`no request: ${JSON.stringify(parsed)}`);
        }
        const report = await examine(parsed.request);
        return { report, text: asText(report), exitCode: EXIT_CODES[report.verdict] };
    } finally {
        process.env = before;
    }
}
