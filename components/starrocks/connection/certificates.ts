import { X509Certificate } from "node:crypto";

const PEM = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;

/** What is wrong with certificates to trust. */
export function certificateProblems(ca: string): string[] {
    const certificates = ca.match(PEM) ?? [];
    if (certificates.length === 0) {
        return [
            "contains no PEM certificate (-----BEGIN CERTIFICATE-----); pass the content of the file, not its path or " +
                "another encoding of it",
        ];
    }
    const hint = ca.includes("\\n") ? ': it has the two characters "\\n" instead of line breaks' : "";
    return certificates.every(isReadable) ? [] : [`contains a certificate that can't be read${hint}`];
}

function isReadable(certificate: string): boolean {
    try {
        return new X509Certificate(certificate).subject !== undefined;
    } catch {
        return false;
    }
}
