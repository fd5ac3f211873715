import { flag, freeText, list, object, seconds, text, whole } from "../../common/schema/schema";
import type { ArgumentProblem } from "../../common/validation";
import type { StarRocksConnectionArgs, StarRocksTlsArgs } from "./args";
import { certificateProblems } from "./certificates";
import { frontendProblems, hostsIn } from "./frontendAddress";

/** Arguments of a connection. */
export const connectionSchema = object<StarRocksConnectionArgs>(
    {
        // Never printed, since people write addresses with a password in them.
        host: text(
            (hosts) =>
                hostsIn(hosts).length === 0 ? [missing("host")] : hostsIn(hosts).flatMap(frontendProblems),
            { secret: true },
        ),
        hosts: list(text(frontendProblems, { secret: true })),
        port: whole(1, 65_535),
        user: text(loginProblems),
        password: freeText(nulProblems, { secret: true }),
        tls: object<StarRocksTlsArgs>(
            {
                ca: freeText(certificateProblems, { secret: true }),
                verifyCertificate: flag(),
                verifyServerName: flag(),
            },
            { rules: verificationProblems },
        ),
        cleartextPassword: flag(),
        startupTimeoutSeconds: seconds(0),
        connectTimeoutSeconds: seconds(0.001),
        queryTimeoutSeconds: seconds(0.001),
    },
    { plain: true },
);

/** A user of an external directory may have almost any name. */
function loginProblems(user: string): string[] {
    if (user === "") {
        return [missing("user")];
    }
    return user.length > 256 ? ["must be at most 256 characters long"] : [];
}

/** The problem with a setting that is neither in the arguments nor in the configuration. */
export function missing(what: "host" | "user"): string {
    return `is missing: set it, or run "pulumi config set starrocks:${what} <${what}>"`;
}

/** A text with NUL ends there in the protocol. */
export function nulProblems(value: string): string[] {
    return value.includes("\0") ? ["must not contain the character NUL"] : [];
}

function verificationProblems({ verifyCertificate, verifyServerName }: StarRocksTlsArgs): ArgumentProblem[] {
    return verifyServerName === true && verifyCertificate === false
        ? [
              {
                  path: "verifyServerName",
                  problem:
                      "can't be true if verifyCertificate is false: an unverified certificate may carry " +
                      "any name",
              },
          ]
        : [];
}
