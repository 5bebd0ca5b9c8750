/** What the fitting process is asked for. */
export interface FitJob {
  /** A LoCoMo file. */
  readonly file: string;
  /** A GGUF embedder, and the script that runs it. */
  readonly model: string;
  readonly script: string;
  /** Where vectors are kept from run to run. */
  readonly vectors: string;
  readonly penalty: number;
}
