/** What all forms of dialogues are brought to. */
export interface Turn {
  /** `user`, `assistant`, `system`, `tool`, or as the file has it. */
  readonly role: string;
  /** Name of the speaker where the file has one. */
  readonly name?: string | undefined;
  readonly text: string;
  /** When it was said, as the file has it (`chat_time`). */
  readonly time?: string | undefined;
  readonly id?: string | undefined;
  /** First and last line in the source, 1-based. */
  readonly lines?: readonly [number, number] | undefined;
}

export interface Conversation {
  /** Name of the session; undefined when the source is one conversation without a name. */
  readonly session: string | undefined;
  readonly turns: readonly Turn[];
}

export interface Dialogue {
  readonly format: DialogueFormat;
  readonly conversations: readonly Conversation[];
}

export type DialogueFormat = 'messages' | 'sharegpt' | 'chatgpt' | 'locomo' | 'transcript';
