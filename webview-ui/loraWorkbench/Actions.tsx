import { useState } from 'react';
import type { AdapterRow } from '../../src/engine/model/loraItem';
import { formatMeasure } from '../shared/format';
import { Icon } from '../shared/Icon';
import { IconButton } from '../shared/IconButton';
import { t } from '../shared/strings';
import { useLora } from './state/LoraContext';

/** Scales that the slider offers; beyond twice its training an adapter seldom does any good. */
const LARGEST = 2;
const STEP = 0.05;

/** Attaching an adapter, how strongly it works, and removing it. */
export function Actions({ row }: { row: AdapterRow }): React.JSX.Element {
  const { channel, attempt, state } = useLora();
  const { id, item, scale, standing } = row;
  // Where the slider was moved to, and from which scale; once it is attached at another one, that one is shown.
  const [moved, setMoved] = useState<{ readonly to: number; readonly from: number | null } | null>(null);
  const wanted = moved && (scale === moved.from || scale === moved.to) ? moved.to : (scale ?? 1);
  const usable =
    item?.approval === 'approved' && standing !== 'broken' && standing !== 'foreign' && !state.readOnly;
  const attach = (at: number): void => void attempt(channel.request('attach', { id, scale: at }));
  return (
    <div className="page-actions">
      <label className="scale">
        <span className="dim">{t('Scale')}</span>
        <input
          type="range"
          min={0}
          max={LARGEST}
          step={STEP}
          value={wanted}
          disabled={!usable}
          aria-valuetext={formatMeasure(wanted, 3)}
          onChange={(event) => setMoved({ to: Number(event.target.value), from: scale })}
          onPointerUp={() => scale !== null && wanted !== scale && attach(wanted)}
          onKeyUp={() => scale !== null && wanted !== scale && attach(wanted)}
        />
        <b className="num">{formatMeasure(wanted, 3)}</b>
      </label>
      {scale === null ? (
        <button type="button" className="text-button" disabled={!usable} onClick={() => attach(wanted)}>
          <Icon name="plug" />
          {t('Attach')}
        </button>
      ) : (
        <button
          type="button"
          className="text-button"
          disabled={state.readOnly}
          onClick={() => void attempt(channel.request('detach', { id }))}
        >
          <Icon name="debug-disconnect" />
          {t('Detach')}
        </button>
      )}
      <IconButton
        icon="trash"
        label={t('Delete')}
        disabled={state.readOnly}
        onClick={() => void attempt(channel.request('remove', { id }))}
      />
    </div>
  );
}
