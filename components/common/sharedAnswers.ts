import { now } from "./retry";

interface Answer<Value> {
    /** When it began to be sought, by the clock. */
    readonly began: number;
    readonly value: Promise<Value>;
}

/**
 * Answers to questions that several have at a time, as the resources of an operation do while they wait for their turn.
 *
 * A question is answered by what was sought after it arose, be it for somebody else, so no answer is older than its
 * question. A failure is the answer of those only who were waiting for it.
 */
export class SharedAnswers<Value> {
    private readonly answers = new Map<string, Answer<Value>>();

    /**
     * What was sought since the question arose; else what `seek` brings.
     *
     * @param asked when it arose, by the clock.
     */
    find(question: string, asked: number, seek: () => Promise<Value>): Promise<Value> {
        const known = this.answers.get(question);
        if (known !== undefined && known.began >= asked) {
            return known.value;
        }
        const answer: Answer<Value> = { began: now(), value: seek() };
        this.answers.set(question, answer);
        answer.value.catch(() => {
            if (this.answers.get(question) === answer) {
                this.answers.delete(question);
            }
        });
        return answer.value;
    }

    /** After a change: later callers get a new answer, even to a question that arose before. */
    forget(): void {
        this.answers.clear();
    }
}
