/** An answer of AWS that isn't a success: the code that SDKs match on, and the text that people read. */
export class AwsError extends Error {
    constructor(
        readonly code: string,
        message: string,
        /** Overrides the status that a service gives this code. */
        readonly status?: number,
    ) {
        super(message);
        this.name = code;
    }
}
