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
    { code: "ECONNREFUSED", meaning: "nobody listens on that port (is it the frontend's query_port?)" },
    { code: "ENOTFOUND", meaning: "its name can't be resolved" },
    { code: "EAI_AGAIN", meaning: "its name can't be resolved now" },
    { code: "ETIMEDOUT", meaning: "it doesn't answer (is there a firewall or security group on the way?)" },
    {
        code: "HTTP_PORT",
        meaning: `its port is one for HTTP, such as http_port, not for MySQL's protocol (${QUERY_PORT})`,
    },
    { code: "FOREIGN_PORT", meaning: `its port isn't one for MySQL's protocol (${QUERY_PORT})` },
    {
        code: "SILENT_PORT",
        meaning: `it accepts connections and says nothing: its port isn't one for MySQL's protocol (${QUERY_PORT}), or it hangs`,
    },
    { code: "PROTOCOL_CONNECTION_LOST", meaning: "it closed the connection (is it still starting?)" },
    {
        code: "LOGIN_TIME_OUT",
        meaning: "it takes too long for a login (is it still starting, or overloaded?)",
    },
    {
        code: "NO_MORE_CONNECTIONS",
        meaning:
            "it takes no more connections; close some, or raise max_user_connections of the user (ALTER USER ... SET " +
            "PROPERTIES) or qe_max_connection in its fe.conf",
    },
    {
        code: "HANDSHAKE_NO_SSL_SUPPORT",
        meaning: "it offers no TLS; set ssl_keystore_location in its fe.conf, or leave tls out here",
    },
    {
        code: "HANDSHAKE_SSL_ERROR",
        text: /altnames|Hostname/i,
        meaning:
            "its certificate is for another name; give a name that is in the certificate as the host, or set " +
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
            "its certificate isn't signed by an authority that is trusted here; give that authority's as tls.ca",
    },
    {
        code: "HANDSHAKE_SSL_ERROR",
        text: /unsupported protocol|protocol version|no protocols available|handshake failure|no shared cipher/i,
        meaning:
            "it speaks no TLS that is safe: 1.2 or later is needed; update the frontend's Java, or what encrypts in between",
    },
    {
        code: "HANDSHAKE_SSL_ERROR",
        text: /wrong version number|packet length too long|unexpected message|record layer/i,
        meaning:
            "it says that it offers TLS, and then answers without; something between here and it breaks TLS",
    },
    {
        code: "HANDSHAKE_SSL_ERROR",
        meaning: "TLS with it fails",
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
            "it asks for the password in a way that gives it to whoever answers, unless the connection is encrypted; set tls",
    },
    {
        code: "CLEAR_PASSWORD_WANTED",
        meaning: "it wants the password in clear (LDAP); set cleartextPassword, together with tls",
    },
    { code: "LOGIN_UNKNOWN", meaning: `it wants another kind of login; ${PASSWORD_USER}` },
    {
        code: "AUTH_SWITCH_PLUGIN_ERROR",
        meaning: "its part of the login makes no sense; check what answers on that port",
    },
    {
        code: "HANDSHAKE_UNKNOWN_ERROR",
        meaning: "its part of the login makes no sense; check what answers on that port",
    },
    { code: "REFUSED_ANSWER", meaning: "what it sends is no login; check what answers on that port" },
];

/** What the failure means, with the words of whoever noticed it. */
export function meaningOf(error: StarRocksError): string {
    const { code, message } = error;
    const found = MEANINGS.find(
        (each) => each.code === code && (each.text === undefined || error.says(each.text)),
    );
    return found === undefined ? message : `${found.meaning} (${code}: ${message})`;
}
