/** What a child process is asked to measure; it answers with Figures as JSON on its standard output. */
export interface Job {
  /**
   * `cold`: one open in a process that has done nothing before, and the memory it takes.
   * `floor`: what any program needs for the same bytes: read, parse, hash, write.
   * `work`: what a person does in an open cube, warmed up.
   * `history`: the journal, and a memory with many changes.
   */
  readonly kind: 'cold' | 'floor' | 'work' | 'history';
  /** Folder of the cube. Saves and edits happen here. */
  readonly folder: string;
  /** Times that long things are measured. */
  readonly repetitions: number;
  /** Times that short things are measured, each on another memory. */
  readonly samples: number;
}
