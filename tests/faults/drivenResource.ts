import { isDeepStrictEqual } from "node:util";
import type { dynamic } from "@pulumi/pulumi";

/** What the state holds of a resource. */
interface Stored {
    readonly id: string;
    readonly inputs: object;
    readonly outputs: object;
    /** The provider has said that it doesn't work yet, so that the next operation is tried in any case. */
    readonly isUnfinished?: boolean;
}

/** What a provider's error tells the engine of a resource that was made and doesn't work. */
interface InitializationFailure {
    readonly id?: string;
    readonly properties?: object;
}

/** One resource, on which a dynamic provider is called as the engine calls it. */
export class DrivenResource {
    private stored: Stored | undefined;
    /** What was replaced and is still to be deleted. */
    private readonly replaced: Stored[] = [];

    constructor(
        /** The provider as a new process of the host loads it. */
        private readonly load: () => dynamic.ResourceProvider,
        private readonly deletesFirst: boolean,
    ) {}

    get outputs(): Readonly<Record<string, unknown>> | undefined {
        return this.stored?.outputs as Readonly<Record<string, unknown>> | undefined;
    }

    /** `pulumi up` of a program that declares the resource with these arguments; without them, that doesn't declare it. */
    async up(declared: object | undefined): Promise<void> {
        const provider = this.load();
        if (declared !== undefined) {
            await this.provide(provider, declared);
        } else if (this.stored !== undefined) {
            await remove(provider, this.stored);
            this.stored = undefined;
        }
        for (const old of [...this.replaced]) {
            await remove(provider, old);
            this.replaced.splice(this.replaced.indexOf(old), 1);
        }
    }

    /** `pulumi refresh`. */
    async refresh(): Promise<void> {
        if (this.stored === undefined) {
            return;
        }
        const { id, props, inputs } = await this.load().read!(this.stored.id, this.stored.outputs);
        this.stored = id ? { id, inputs: inputs as object, outputs: props as object } : undefined;
    }

    private async provide(provider: dynamic.ResourceProvider, declared: object): Promise<void> {
        const old = this.stored;
        const { inputs = declared, failures = [] } = await provider.check!(old?.inputs ?? {}, declared);
        if (failures.length > 0) {
            throw new Error(failures.map(({ property, reason }) => `${property}: ${reason}`).join("\n"));
        }
        if (old === undefined) {
            await this.create(provider, inputs);
            return;
        }
        const diff = await provider.diff!(old.id, old.outputs, inputs);
        if (diff.replaces !== undefined && diff.replaces.length > 0) {
            await this.replace(provider, old, inputs, diff.deleteBeforeReplace ?? this.deletesFirst);
        } else if (diff.changes ?? (old.isUnfinished || !isDeepStrictEqual(old.inputs, inputs))) {
            await this.keeping(old.id, inputs, async () => {
                const { outs } = await provider.update!(old.id, old.outputs, inputs);
                return { id: old.id, inputs, outputs: outs };
            });
        }
    }

    private async replace(
        provider: dynamic.ResourceProvider,
        old: Stored,
        inputs: object,
        deletesFirst: boolean,
    ): Promise<void> {
        if (deletesFirst) {
            await remove(provider, old);
            this.stored = undefined;
            await this.create(provider, inputs);
        } else {
            await this.create(provider, inputs);
            this.replaced.push(old);
        }
    }

    private create(provider: dynamic.ResourceProvider, inputs: object): Promise<void> {
        return this.keeping(undefined, inputs, async () => {
            const { id, outs = {} } = await provider.create(inputs);
            return { id, inputs, outputs: outs };
        });
    }

    /** Takes the result into the state; of a failure, what the provider says of it. */
    private async keeping(
        oldId: string | undefined,
        inputs: object,
        act: () => Promise<Stored>,
    ): Promise<void> {
        try {
            this.stored = await act();
        } catch (error) {
            const { id = oldId, properties } = error as InitializationFailure;
            if (id !== undefined && properties !== undefined) {
                this.stored = { id, inputs, outputs: properties, isUnfinished: true };
            }
            throw error;
        }
    }
}

async function remove(provider: dynamic.ResourceProvider, { id, outputs }: Stored): Promise<void> {
    await provider.delete!(id, outputs);
}
