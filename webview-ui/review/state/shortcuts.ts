import type { ReviewModel } from './ReviewContext';

type Key = Pick<React.KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

/**
 * What a key press does in the review; undefined where it does nothing. Letters count only outside of text fields.
 * `a` takes what is suggested, `k` and `j` belong to the list.
 */
export function shortcut(event: Key, typing: boolean, review: ReviewModel): (() => void) | undefined {
  const { selected, canDecide, editing } = review;
  const command = event.ctrlKey || event.metaKey;
  const key = event.key.toLowerCase();
  if (command && key === 'enter') {
    if (typing && editing) return () => review.decide('add');
    return canDecide ? review.apply : undefined;
  }
  if (typing) return undefined;
  if (command && key === 'z') return () => review.undoDecision(event.shiftKey);
  if (command && key === 'y') return () => review.undoDecision(true);
  if (command || event.altKey || !selected || !canDecide || selected.applied) return undefined;
  if (key === 'a') return () => review.decide(event.shiftKey ? 'add' : selected.suggested);
  if (key === 'r') return () => review.decide('rejected');
  if (key === 'e') return () => review.setEditing(true);
  if (key === 'p' && selected.collides) return () => review.decide('replace');
  if (key === 'm' && selected.collides) return () => review.decide('merge');
  if (key === 'u' && selected.decision !== null) return () => review.decide(null);
  return undefined;
}
