import type { FieldView } from '../../../src/protocol/cubeEditor';
import { actorName } from '../../shared/actorNames';
import { formatDate } from '../../shared/format';
import { t } from '../../shared/strings';

/** Who last set a field, when and why, as one line; undefined where the history does not reach it. */
export function lastSet({ changed }: FieldView): string | undefined {
  if (!changed) return undefined;
  const [who, when] = [actorName(changed.actor), formatDate(changed.at)];
  const { reason } = changed;
  return reason === '' ? t('Set by {0}, {1}', who, when) : t('Set by {0}, {1}: {2}', who, when, reason);
}
