import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A call of STS as it arrived. */
export interface StsCall {
    readonly action: string;
    /** Id of the key that signed it; nothing where nobody has to sign. */
    readonly signedBy: string | undefined;
    readonly region: string | undefined;
    readonly parameters: Readonly<Record<string, string>>;
}

/** An STS that gives credentials named after the role, or refuses. */
export interface FakeSts {
    readonly url: string;
    readonly calls: StsCall[];
    /** Code and text of the refusal from now on. */
    refusal?: readonly [code: string, message: string];
    close(): Promise<void>;
}

export async function startFakeSts(): Promise<FakeSts> {
    const server = createServer(async (request, response) => {
        const chunks: Buffer[] = [];
        for await (const chunk of request) {
            chunks.push(chunk as Buffer);
        }
        const {
            Action,
            Version: _,
            ...parameters
        } = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString("utf8")));
        const [, signedBy, , region] =
            /Credential=([^/]+)\/([^/]+)\/([^/]+)\/sts/.exec(request.headers.authorization ?? "") ?? [];
        sts.calls.push({ action: Action!, signedBy, region, parameters });
        response.writeHead(sts.refusal === undefined ? 200 : 403, { "content-type": "text/xml" });
        response.end(
            sts.refusal === undefined ? credentials(Action!, parameters.RoleArn!) : refused(...sts.refusal),
        );
    });
    const sts: FakeSts = {
        url: "",
        calls: [],
        close: () =>
            new Promise((resolve) => {
                server.close(() => resolve());
                server.closeAllConnections();
            }),
    };
    await new Promise<void>((resolve) => {
        server.listen(0, "127.0.0.1", resolve);
    });
    return Object.assign(sts, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
}

function credentials(action: string, roleArn: string): string {
    const name = roleArn.slice(roleArn.lastIndexOf("/") + 1);
    return `<${action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${action}Result><Credentials>
        <AccessKeyId>key-of-${name}</AccessKeyId><SecretAccessKey>secret-of-${name}</SecretAccessKey>
        <SessionToken>token-of-${name}</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration>
        </Credentials></${action}Result></${action}Response>`;
}

function refused(code: string, message: string): string {
    return `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`;
}
