/** Turns for a limited number of jobs at a time, fair between owners: each owner's next job comes in turn, first in first out within an owner. */
export class Slots {
  private readonly queues = new Map<object, (() => void)[]>();
  private taken = 0;

  readonly limit: number;

  constructor(limit: number) {
    this.limit = limit;
  }

  /** Resolves with the function that gives the slot back (call it once); rejects with the signal's reason. */
  take(owner: object, signal: AbortSignal): Promise<() => void> {
    return new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const abort = () => {
        const queue = this.queues.get(owner);
        if (!queue) return;
        queue.splice(queue.indexOf(start), 1);
        if (queue.length === 0) this.queues.delete(owner);
        reject(signal.reason as Error);
      };
      const start = () => {
        signal.removeEventListener('abort', abort);
        this.taken++;
        resolve(() => {
          this.taken--;
          this.next();
        });
      };
      signal.addEventListener('abort', abort, { once: true });
      const queue = this.queues.get(owner);
      if (queue) queue.push(start);
      else this.queues.set(owner, [start]);
      this.next();
    });
  }

  private next(): void {
    while (this.taken < this.limit) {
      const first = this.queues.entries().next();
      if (first.done) return;
      const [owner, queue] = first.value;
      const start = queue.shift();
      // To the end of the round: a Map keeps the order of insertion.
      this.queues.delete(owner);
      if (queue.length > 0) this.queues.set(owner, queue);
      start?.();
    }
  }
}
