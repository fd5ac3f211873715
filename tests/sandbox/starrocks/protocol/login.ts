import type { User } from "../accounts/accounts";
import { sqlError } from "../errors";
import {
    authenticationSwitch,
    CLEAR_PASSWORD,
    type LoginRequest,
    NATIVE_PASSWORD,
    nativePasswordMatches,
} from "./handshake";
import type { PacketStream } from "./packetStream";

const LDAP_PLUGIN = "AUTHENTICATION_LDAP_SIMPLE";

export interface LoginDirectory {
    find(name: string, address: string): User | undefined;
    /** The password that the directory server has for a user who logs in through LDAP. */
    ldapPassword(name: string): string | undefined;
}

/** Checks a login and gives its account. LDAP users are asked for the password in clear. */
export async function authenticate(
    stream: PacketStream,
    request: LoginRequest,
    address: string,
    salt: Buffer,
    directory: LoginDirectory,
): Promise<User> {
    const user = directory.find(request.user, address);
    const wanted = user?.plugin === LDAP_PLUGIN ? CLEAR_PASSWORD : NATIVE_PASSWORD;
    let { authentication } = request;
    if (request.plugin !== wanted) {
        stream.write(authenticationSwitch(wanted, salt));
        authentication = (await stream.read()) ?? Buffer.alloc(0);
    }
    if (user === undefined || !passwordMatches(user, authentication, salt, directory)) {
        throw sqlError("accessDenied", request.user, authentication.length > 0 ? "YES" : "NO");
    }
    return user;
}

function passwordMatches(
    user: User,
    authentication: Buffer,
    salt: Buffer,
    directory: LoginDirectory,
): boolean {
    if (user.plugin === LDAP_PLUGIN) {
        const given = authentication.toString("utf8").replace(/\0$/, "");
        return given !== "" && given === directory.ldapPassword(user.name.name);
    }
    return nativePasswordMatches(authentication, user.password, salt);
}
