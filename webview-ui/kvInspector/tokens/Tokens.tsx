import { useCallback, useState } from 'react';
import type { KvRow } from '../../../src/engine/model/kvItem';
import { Banner } from '../../shared/Banner';
import { isUsable } from '../../shared/ModelNote';
import { t } from '../../shared/strings';
import { useDelayed } from '../../shared/useDelayed';
import { useLatest } from '../../shared/useLatest';
import { useKv } from '../state/KvContext';
import { Owners } from './Owners';
import { TokenFlow } from './TokenFlow';
import { TokenInfo } from './TokenInfo';

/** Every token over its text, and the memory that it comes from. */
export function Tokens({ row }: { row: KvRow }): React.JSX.Element {
  const { channel, state } = useKv();
  const [at, setAt] = useState(0);
  const [over, setOver] = useState<number | null>(null);
  const ask = useCallback(
    (signal: AbortSignal) => channel.request('tokens', { id: row.id }, signal),
    [channel, row.id],
  );
  const usable = isUsable(state.model);
  const { value, error, loading, retry } = useLatest(ask, row.id, row.tokens + (usable ? 1 : 0));
  const slow = useDelayed(loading && !value);
  if (error !== null && !value) return <Banner text={error} onRetry={retry} />;
  if (!value) return <p className="dim page-wait">{slow ? t('Looking the tokens up…') : ''}</p>;
  const last = value.ids.length - 1;
  return (
    <div className="kv-tokens">
      <Owners tokens={value} onGo={setAt} />
      <TokenFlow tokens={value} at={Math.min(at, last)} onMove={setAt} onOver={setOver} />
      <TokenInfo tokens={value} at={over ?? Math.min(at, last)} />
    </div>
  );
}
