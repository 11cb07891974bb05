/** A queue that gives the entry with the smallest priority first: a binary heap in an array. */
export class PriorityQueue {
  #heap = [];

  get size() {
    return this.#heap.length;
  }

  /**
   * Adds a value; the smaller the number, the sooner it is out.
   *
   * @param {unknown} value
   * @param {number} priority
   */
  push(value, priority) {
    this.#heap.push({ value, priority });
    let index = this.#heap.length - 1;
    while (index > 1) {
      const parent = Math.floor((index - 1) / 2);
      if (this.#heap[parent].priority <= priority) break;
      this.#swap(index, parent);
      index = parent;
    }
  }

  /** Takes out the value that is due, or undefined when nothing waits. */
  pop() {
    if (this.#heap.length === 0) return undefined;
    this.#swap(0, this.#heap.length - 1);
    const { value } = this.#heap.pop();
    let index = 0;
    for (;;) {
      const left = 2 * index + 1;
      const right = left + 1;
      let smallest = index;
      if (this.#before(left, smallest)) smallest = left;
      if (this.#before(right, smallest)) smallest = right;
      if (smallest === index) return value;
      this.#swap(index, smallest);
      index = smallest;
    }
  }

  #before(a, b) {
    return a < this.#heap.length && this.#heap[a].priority < this.#heap[b].priority;
  }

  #swap(a, b) {
    [this.#heap[a], this.#heap[b]] = [this.#heap[b], this.#heap[a]];
  }
}
