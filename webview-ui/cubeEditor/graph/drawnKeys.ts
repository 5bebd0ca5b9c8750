/** The memories that stand in the page as elements, told to the canvas without drawing React's tree again. */
export class DrawnKeys {
  private current: ReadonlySet<string> = new Set();
  private readonly listeners = new Set<() => void>();

  get keys(): ReadonlySet<string> {
    return this.current;
  }

  set(keys: ReadonlySet<string>): void {
    this.current = keys;
    for (const listener of this.listeners) listener();
  }

  /** Calls back after each change, until the returned function is called. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }
}
