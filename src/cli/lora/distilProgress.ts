import type { DistilProgress } from '../../engine/model/distil';
import { plainLine } from '../output/plain';

/** Time between two lines. */
const PAUSE_MS = 1000;

/** Writes how far the making of an adapter has come: each phase, and in it a line a second. */
export function distilProgressTo(stream: {
  write(text: string): unknown;
}): (progress: DistilProgress) => void {
  let last = 0;
  let phase = '';
  return (progress) => {
    const now = performance.now();
    if (progress.phase === phase && now - last < PAUSE_MS) return;
    last = now;
    phase = progress.phase;
    stream.write(`openmem: ${plainLine(textOf(progress))}\n`);
  };
}

function textOf(progress: DistilProgress): string {
  switch (progress.phase) {
    case 'environment':
      return `training environment, ${progress.done} of ${progress.total ?? '?'}: ${progress.text}`;
    case 'examples':
      return `examples ${progress.done} of ${progress.total}`;
    case 'training': {
      const loss = progress.loss === undefined ? '' : `, loss ${progress.loss.toFixed(3)}`;
      const eta = progress.eta === undefined ? '' : `, ${Math.ceil(progress.eta)} s left`;
      return `training, step ${progress.step} of ${progress.steps}${loss}${eta}`;
    }
    case 'converting':
      return 'converting';
    case 'evaluating':
      return `evaluating, ${progress.done} of ${progress.total}`;
  }
}
