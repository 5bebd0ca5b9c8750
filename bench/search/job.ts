/** What a child process is asked to measure on one size; it answers with Figures as JSON. */
export interface SearchJob {
  readonly memories: number;
  /** Folder of its own, for databases. */
  readonly folder: string;
  /** Questions asked of each. */
  readonly questions: number;
  /** Folder where LanceDB is installed, where it is. */
  readonly lanceDb?: string | undefined;
  /** Bolt address of a Neo4j with its user and password, where one runs. */
  readonly neo4j?: { readonly uri: string; readonly user: string; readonly password: string } | undefined;
}
