/** Runs asynchronous work one after the other. */
export class Mutex {
  private last: Promise<unknown> = Promise.resolve();

  run<T>(work: () => Promise<T>): Promise<T> {
    const result = this.last.then(work, work);
    this.last = result.catch(() => {});
    return result;
  }
}

/** Holds callers up while something is being exchanged. */
export class Gate {
  private closed: Promise<void> | undefined;

  get isClosed(): boolean {
    return this.closed !== undefined;
  }

  /** Waits until the gate is open; callers pass in the order in which they came. */
  async pass(): Promise<void> {
    while (this.closed) await this.closed;
  }

  /** Runs `work` with the gate closed. */
  async whileClosed<T>(work: () => Promise<T>): Promise<T> {
    let open = (): void => {};
    this.closed = new Promise((resolve) => (open = resolve));
    try {
      return await work();
    } finally {
      this.closed = undefined;
      open();
    }
  }
}
