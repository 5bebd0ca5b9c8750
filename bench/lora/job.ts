import type { DistilReport } from '../../src/engine/model/distil.ts';

/** What the measuring process gets. */
export interface LoraJob {
  readonly folder: string;
  readonly python: string;
  readonly scripts: string;
  readonly model: string;
  /** The worker that runs llama.cpp. */
  readonly script: string;
  readonly epochs: number;
  /** 0: as many as there are cores. */
  readonly threads: number;
}

/** What it prints. */
export interface LoraFigures {
  readonly report: DistilReport;
  /** Seconds of everything together. */
  readonly seconds: number;
  readonly examples: number;
}
