/** What the driver throws, as errors for people with the way out. */
import { Neo4jError } from 'neo4j-driver';
import { StudioError, isAbort } from '../../base/errors';

const AWAY = new Set(['ServiceUnavailable', 'SessionExpired']);

/** Whether the server could not be reached, so that it is worth trying again later. */
export function isAway(error: unknown): boolean {
  return error instanceof Neo4jError && AWAY.has(error.code);
}

/** `place` names the server and the database, without credentials. */
export function toStudioError(error: unknown, place: string): Error {
  if (error instanceof StudioError || (error instanceof Error && isAbort(error))) return error;
  if (!(error instanceof Neo4jError)) return error instanceof Error ? error : new Error(String(error));
  const fail = (...[code, message, remedy]: [StudioError['code'], string, string]) =>
    new StudioError(code, message, { remedy, cause: error, place: { file: place } });
  const { code } = error;
  if (AWAY.has(code)) {
    return fail(
      'unavailable',
      'The Neo4j server cannot be reached.',
      'Check that it runs and that the address is right; it is tried again in the background.',
    );
  }
  if (code === 'Neo.ClientError.Security.AuthenticationRateLimit') {
    return fail(
      'unauthorized',
      'Neo4j refuses logins for now after wrong passwords.',
      'Wait a little, then connect again.',
    );
  }
  if (code === 'Neo.ClientError.Security.CredentialsExpired') {
    return fail(
      'unauthorized',
      'The password of this Neo4j user has expired.',
      'Set a new one in Neo4j, then connect again.',
    );
  }
  if (/Security\.(Unauthorized|Authentication|TokenExpired|AuthorizationExpired)/.test(code)) {
    return fail('unauthorized', 'Neo4j does not accept this user name and password.', 'Enter them again.');
  }
  if (code === 'Neo.ClientError.Security.Forbidden') {
    return fail(
      'unauthorized',
      'This Neo4j user may not do that.',
      'Connect as a user with the right to read and write this database.',
    );
  }
  if (/DatabaseNotFound/.test(code)) {
    return fail(
      'not-found',
      'There is no such database on this Neo4j server.',
      'Choose one of those that the connection test lists.',
    );
  }
  if (/DatabaseUnavailable/.test(code)) {
    return fail('unavailable', 'This database is not online.', 'Start it in Neo4j, then try again.');
  }
  if (/ReadOnly|AccessMode/.test(code)) {
    return fail(
      'read-only',
      'This database can only be read.',
      'Make it writable in Neo4j, or copy the cube elsewhere.',
    );
  }
  if (/TransientError/.test(code)) {
    return fail('unavailable', `Neo4j is busy and says: “${error.message}”.`, 'Try again in a moment.');
  }
  return fail('io', `Neo4j refused and says: “${error.message}”.`, 'The log of the server may tell more.');
}
