/** Between the host and the worker that looks for problems in a cube's files. */
import type { Problem } from '../engine/model/problem';
import type { Contract } from './channel';

export interface CheckedFile {
  /** Absolute path. */
  readonly path: string;
  readonly problems: readonly Problem[];
}

export interface CheckWorkerContract extends Contract {
  requests: {
    /** Checks the configuration and the text memory of the cube at a path. */
    check: { params: { path: string; limit: number }; result: readonly CheckedFile[] };
  };
  events: Record<never, never>;
}

/** The worker asks nothing of the host. */
export interface CheckHostContract extends Contract {
  requests: Record<never, never>;
  events: Record<never, never>;
}
