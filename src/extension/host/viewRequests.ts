import { CancellationError } from 'vscode';
import { StudioError, describeError, isAbort } from '../../engine/base/errors';
import type { Logger } from '../../engine/base/context';
import type { Contract, Handlers, WireError } from '../../protocol/channel';
import { errorText } from './engineText';

/** The part of a zod schema that checking needs. */
interface Schema {
  safeParse(value: unknown): { success: true; data: unknown } | { success: false };
}

/** Handlers that check what comes from a view before anything acts on it. Malformed requests are refused. */
export function checkedHandlers<C extends Contract>(
  handlers: Handlers<C>,
  schemas: Record<keyof C['requests'], Schema>,
): Handlers<C> {
  const entries = Object.entries(handlers).map(([name, handler]) => {
    const schema = schemas[name as keyof C['requests']];
    const run = (params: unknown, signal: AbortSignal): unknown => {
      const parsed = schema.safeParse(params);
      if (!parsed.success) throw new StudioError('protocol', `The view sent a malformed "${name}" request.`);
      return (handler as (p: unknown, s: AbortSignal) => unknown)(parsed.data, signal);
    };
    return [name, run];
  });
  return Object.fromEntries(entries) as Handlers<C>;
}

/** Turns what a handler threw into what the view shows; what is not expected goes to the log. */
export function wireErrors(log: Logger): (error: unknown) => WireError {
  return (error) => {
    if (isAbort(error) || error instanceof CancellationError) return { code: 'aborted', message: '' };
    if (error instanceof StudioError) return { code: error.code, message: errorText(error) };
    log.error(error, 'request of a view');
    return { code: 'internal', message: describeError(error) };
  };
}
