/** What a host lends the engine; the engine asks for nothing else. */
export interface EngineContext {
  /** The present time. */
  now(): Date;
  /** A fresh UUID version 4. */
  newId(): string;
  readonly log: Logger;
}

/** Levels as in VS Code's log channel; no memory text above `trace`. */
export interface Logger {
  trace(message: string): void;
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(error: unknown, message: string): void;
}

/** A logger that says nothing. */
export const silentLogger: Logger = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };
