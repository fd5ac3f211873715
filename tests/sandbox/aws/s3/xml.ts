import type { AwsResponse } from "../http/server";

const escapeXml = (text: string) =>
    text.replace(/[&<>]/g, (one) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[one] ?? one);

export function xmlResponse(
    status: number,
    root: string,
    elements: Readonly<Record<string, string>>,
): AwsResponse {
    const inner = Object.entries(elements).map(([name, text]) => `<${name}>${escapeXml(text)}</${name}>`);
    return {
        status,
        headers: { "content-type": "application/xml" },
        body: `<?xml version="1.0" encoding="UTF-8"?>\n<${root}>${inner.join("")}</${root}>`,
    };
}
