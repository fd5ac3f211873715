import type { Sandbox } from "./index";

/** The lines that a shell needs, and for whoever reads them, what they are. */
export function shellLines({ starRocks, aws, environment }: Sandbox): string {
    const { release, host, port, user, password } = starRocks;
    const set = Object.entries(environment).filter(([, value]) => value !== undefined);
    const unset = Object.keys(environment).filter((name) => environment[name] === undefined);
    return [
        `# StarRocks ${release} on ${host}:${port}, and AWS account ${aws.account} in ${aws.region}: both on this machine only.`,
        "# Copy these lines into another shell:",
        ...set.map(([name, value]) => `export ${name}=${quoted(value!)}`),
        `unset ${unset.join(" ")}`,
        "# In the folder of your program, in that shell: pulumi stack init sandbox && pulumi up",
        `# SQL: mysql -h ${host} -P ${port} -u ${user} -p${password}`,
        "# Ctrl-C ends the sandbox, and all that is in it is gone.",
        "",
    ].join("\n");
}

function quoted(text: string): string {
    return `'${text.replaceAll("'", "'\\''")}'`;
}

export function asJson({ starRocks, aws, environment }: Sandbox): string {
    return `${JSON.stringify({ starRocks, aws, environment }, null, 4)}\n`;
}
