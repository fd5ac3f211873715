import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface Certificate {
    readonly key: string;
    readonly cert: string;
}

export interface Authority extends Certificate {
    /** A certificate for a server of these names, signed by the authority. */
    issue(names: readonly string[], options?: { readonly expired?: boolean }): Certificate;
}

/** An authority for tests, whose certificates nobody trusts unless told so. */
export function makeAuthority(name: string): Authority {
    return inFolder((folder) => {
        openssl(folder, [
            ...[
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:prime256v1",
                "-nodes",
                "-days",
                "2",
            ],
            ...["-subj", `/CN=${name}`, "-keyout", "ca.key", "-out", "ca.pem"],
        ]);
        const authority = { key: read(folder, "ca.key"), cert: read(folder, "ca.pem") };
        return { ...authority, issue: (names, options) => issue(authority, names, options) };
    });
}

function issue(
    authority: Certificate,
    names: readonly string[],
    { expired = false }: { readonly expired?: boolean } = {},
): Certificate {
    return inFolder((folder) => {
        writeFileSync(join(folder, "ca.key"), authority.key);
        writeFileSync(join(folder, "ca.pem"), authority.cert);
        const alternatives = names.map((each) => `${/^[\d.]+$/.test(each) ? "IP" : "DNS"}:${each}`).join(",");
        writeFileSync(join(folder, "extensions"), `subjectAltName=${alternatives}`);
        openssl(folder, [
            ...["req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"],
            ...["-subj", `/CN=${names[0]}`, "-keyout", "key.pem", "-out", "request.pem"],
        ]);
        openssl(folder, [
            ...["x509", "-req", "-in", "request.pem", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial"],
            ...["-days", expired ? "-1" : "2", "-extfile", "extensions", "-out", "cert.pem"],
        ]);
        return { key: read(folder, "key.pem"), cert: read(folder, "cert.pem") };
    });
}

function inFolder<Result>(act: (folder: string) => Result): Result {
    const folder = mkdtempSync(join(tmpdir(), "certificates-"));
    try {
        return act(folder);
    } finally {
        rmSync(folder, { recursive: true });
    }
}

function openssl(folder: string, parameters: readonly string[]): void {
    execFileSync("openssl", parameters, { cwd: folder, stdio: "pipe" });
}

function read(folder: string, file: string): string {
    return readFileSync(join(folder, file), "utf8");
}
