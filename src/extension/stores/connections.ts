import * as vscode from 'vscode';
import { z } from 'zod';
import { Emitter } from '../../engine/base/events';

/** A store that a person has connected; no secret is in it. */
export type Connection =
  | {
      readonly kind: 'neo4j';
      readonly id: string;
      readonly name: string;
      /** `neo4j://host:7687` or another scheme of Neo4j. */
      readonly uri: string;
      readonly database: string;
      /** `shared`: each `user_name` is a cube; `whole`: the database is one cube. */
      readonly tenants: 'shared' | 'whole';
      readonly user: string;
    }
  | {
      readonly kind: 'sqlite';
      readonly id: string;
      readonly name: string;
      /** Path of the file. */
      readonly file: string;
    };

export type Neo4jConnectionInfo = Extract<Connection, { kind: 'neo4j' }>;

const KEY = 'connections';
const text = z.string().max(2000);
const shape = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('neo4j'),
    id: text,
    name: text,
    uri: text,
    database: text,
    tenants: z.enum(['shared', 'whole']),
    user: text,
  }),
  z.object({ kind: z.literal('sqlite'), id: text, name: text, file: text }),
]);

/** The connected stores of this person, kept by VS Code; passwords are in its secret storage. */
export class Connections {
  private readonly changed = new Emitter<Connection>();
  /** A connection was added, edited or removed. */
  readonly onDidChange = this.changed.event;

  constructor(private readonly extension: Pick<vscode.ExtensionContext, 'globalState' | 'secrets'>) {}

  list(): readonly Connection[] {
    const kept = z.array(shape).safeParse(this.extension.globalState.get(KEY, []));
    return kept.success ? kept.data : [];
  }

  find(id: string): Connection | undefined {
    return this.list().find((connection) => connection.id === id);
  }

  /** Adds a connection or replaces the one with its id; without a password the one kept stays. */
  async keep(connection: Connection, password?: string): Promise<void> {
    const others = this.list().filter(({ id }) => id !== connection.id);
    await this.extension.globalState.update(KEY, [...others, connection]);
    if (password !== undefined) await this.extension.secrets.store(secretOf(connection.id), password);
    this.changed.fire(connection);
  }

  /** Forgets a connection and its password; the store itself is not touched. */
  async remove(connection: Connection): Promise<void> {
    const others = this.list().filter(({ id }) => id !== connection.id);
    await this.extension.globalState.update(KEY, others);
    await this.extension.secrets.delete(secretOf(connection.id));
    this.changed.fire(connection);
  }

  async password(id: string): Promise<string> {
    return (await this.extension.secrets.get(secretOf(id))) ?? '';
  }
}

const secretOf = (id: string): string => `memcube.connection.${id}`;

/** Where a connection leads, for people. */
export function placeOf(connection: Connection): string {
  return connection.kind === 'sqlite'
    ? vscode.workspace.asRelativePath(connection.file)
    : `${connection.uri}/${connection.database}`;
}
