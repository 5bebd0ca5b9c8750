/** What a child process is asked to measure; it answers with Figures as JSON. */
export interface IngestJob {
  /** Messages of a dialogue that is read without a model, and of one that is read with the embedder. */
  readonly messages: number;
  readonly embedded: number;
  readonly repetitions: number;
  /** The embedder's GGUF file and the worker that runs it, where there is one. */
  readonly embedder?: { readonly model: string; readonly script: string } | undefined;
}
