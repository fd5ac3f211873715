import type { StarRocksError } from "../errors";

interface Meaning {
    readonly code: string;
    readonly text?: RegExp;
    readonly meaning: string;
}

const QUERY_PORT = "is it the frontend's query_port, 9030 unless set otherwise?";
const PASSWORD_USER =
    "this package logs in with a password: use a user who has one (CREATE USER ... IDENTIFIED BY), or an LDAP user with " +
    "cleartextPassword and tls";

/** What a failure to connect means for somebody who doesn't know the driver; the first that matches counts. */
const MEANINGS: readonly Meaning[] = [
    { code: "ECONNREFUSED", meaning: "nothing listens on that port (is it the frontend's query_port?)" },
    { code: "ENOTFOUND", meaning: "its name can't be resolved" },
    { code: "EAI_AGAIN", meaning: "its name can't be resolved at the moment" },
    { code: "ETIMEDOUT", meaning: "it doesn't answer (is there a firewall or security group in between?)" },
    {
        code: "HTTP_PORT",
        meaning: `its port is for HTTP, such as http_port, not for the MySQL protocol (${QUERY_PORT})`,
    },
    { code: "FOREIGN_PORT", meaning: `its port isn't for the MySQL protocol (${QUERY_PORT})` },
    {
        code: "SILENT_PORT",
        meaning: `it accepts connections but sends nothing: its port isn't for the MySQL protocol (${QUERY_PORT}), or it hangs`,
    },
    { code: "PROTOCOL_CONNECTION_LOST", meaning: "it closed the connection (is it still starting?)" },
    {
        code: "LOGIN_TIME_OUT",
        meaning: "the login takes too long (is it still starting, or overloaded?)",
    },
    {
        code: "NO_MORE_CONNECTIONS",
        meaning:
            "it accepts no more connections; close some, or raise max_user_connections of the user (ALTER USER ... SET " +
            "PROPERTIES) or qe_max_connection in its fe.conf",
    },
    {
        code: "HANDSHAKE_NO_SSL_SUPPORT",
        meaning: "it doesn't offer TLS; set ssl_keystore_location in its fe.conf, or omit tls here",
    },
    {
        code: "HANDSHAKE_SSL_ERROR",
        text: /altnames|Hostname/i,
        meaning:
            "its certificate is for another name; use a name in the certificate as the host, or set " +
            "tls.verifyServerName to false",
    },
    {
        code: "HANDSHAKE_SSL_ERROR",
        text: /expired|not yet valid/i,
        meaning: "its certificate is not valid at this time; renew it, and check the clock here",
    },
    {
        code: "HANDSHAKE_SSL_ERROR",
        text: /self.signed|unable to (get|verify)|issuer|untrusted/i,
        meaning:
            "its certificate isn't signed by an authority trusted here; set that authority's certificate as tls.ca",
    },
    {
        code: "HANDSHAKE_SSL_ERROR",
        text: /unsupported protocol|protocol version|no protocols available|handshake failure|no shared cipher/i,
        meaning:
            "it supports no secure TLS version: 1.2 or later is needed; update the frontend's Java, or the TLS proxy in between",
    },
    {
        code: "HANDSHAKE_SSL_ERROR",
        text: /wrong version number|packet length too long|unexpected message|record layer/i,
        meaning: "it offers TLS, but then answers without; something in between breaks TLS",
    },
    {
        code: "HANDSHAKE_SSL_ERROR",
        meaning: "the TLS handshake fails",
    },
    {
        code: "ER_ACCESS_DENIED_ERROR",
        text: /using password: NO/,
        meaning:
            'no password was given; run "pulumi config set --secret starrocks:password", or set STARROCKS_PASSWORD',
    },
    {
        code: "LOGIN_NEEDS_TLS",
        meaning:
            "it asks for the password in a way that exposes it unless the connection is encrypted; set tls",
    },
    {
        code: "CLEAR_PASSWORD_WANTED",
        meaning: "it requires the password in plain text (LDAP); set cleartextPassword, together with tls",
    },
    { code: "LOGIN_UNKNOWN", meaning: `it requires a login method that isn't supported; ${PASSWORD_USER}` },
    {
        code: "AUTH_SWITCH_PLUGIN_ERROR",
        meaning: "its login messages are invalid; check what answers on that port",
    },
    {
        code: "HANDSHAKE_UNKNOWN_ERROR",
        meaning: "its login messages are invalid; check what answers on that port",
    },
    { code: "REFUSED_ANSWER", meaning: "it doesn't complete a valid login; check what answers on that port" },
];

/** The meaning of the failure, with the original error's code and text. */
export function meaningOf(error: StarRocksError): string {
    const { code, message } = error;
    const found = MEANINGS.find(
        (each) => each.code === code && (each.text === undefined || error.says(each.text)),
    );
    return found === undefined ? message : `${found.meaning} (${code}: ${message})`;
}
