/** What a connector raises. Most statements show only the text, CREATE DATABASE also the cause. */
export class ConnectorFailure extends Error {
    constructor(
        readonly text: string,
        readonly reason?: string,
    ) {
        super(text);
    }

    get textWithReason(): string {
        return this.reason === undefined ? this.text : `${this.text}, exception: ${this.reason}`;
    }
}

export function initFailure(type: string, name: string, text: string): string {
    return `Failed to init connector [type: ${type}, name: ${name}]. msg: ${text}`;
}
