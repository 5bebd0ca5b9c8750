import type { ActivationItem } from '../../src/engine/model/activationReport';
import { formatBytes, formatNumber } from '../shared/format';
import { Icon } from '../shared/Icon';
import { IconButton } from '../shared/IconButton';
import { t } from '../shared/strings';
import { Facts } from '../shared/Facts';
import { LayersTable } from './LayersTable';

interface Props {
  readonly item: ActivationItem;
  readonly open: boolean;
  readonly onCopy: (text: string) => void;
}

/** One activation memory. */
export function ActivationItemView({ item, open, onCopy }: Props): React.JSX.Element {
  const text = item.prompt ?? item.sourceText;
  const number = (value: number | null): string | null => (value === null ? null : formatNumber(value));
  return (
    <details className="block item" open={open}>
      <summary>
        <Icon name="chevron-right" />
        <h2>{item.id}</h2>
        <span className="dim">{kindName(item.kind)}</span>
        <span className="item-bytes">{formatBytes(item.bytes)}</span>
      </summary>
      <Facts
        facts={[
          [t('Layers'), item.layers === 0 ? null : formatNumber(item.layers)],
          [t('KV heads'), number(item.heads)],
          [t('Tokens'), number(item.tokens)],
          [t('Head size'), number(item.headDim)],
          [t('Element type'), item.dtype],
          [t('Device'), item.device],
          [t('Strides'), item.strides?.join(' · ')],
          [t('Contiguous'), item.contiguous === null ? null : item.contiguous ? t('yes') : t('no')],
          [t('Extracted'), item.extractedAt],
          [t('Layout'), item.layout === 'old' ? t('old; today’s MemOS cannot use it') : t('current')],
          [t('Class'), item.className],
        ]}
      />
      {text !== null && (
        <div className="source-text">
          <div className="source-text-head">
            <h3>{item.prompt === null ? t('Source text') : t('Prompt')}</h3>
            <IconButton icon="copy" label={t('Copy')} onClick={() => onCopy(text)} />
          </div>
          <pre>{text}</pre>
        </div>
      )}
      {item.records && item.records.textMemories.length > 0 && (
        <div className="source-text">
          <h3>{t('Made from text memories: {0}', formatNumber(item.records.textMemories.length))}</h3>
          <ol>
            {item.records.textMemories.map((memory, index) => (
              <li key={index}>{memory}</li>
            ))}
          </ol>
        </div>
      )}
      {item.perLayer && item.perLayer.length > 0 && <LayersTable layers={item.perLayer} />}
    </details>
  );
}

function kindName(kind: ActivationItem['kind']): string {
  switch (kind) {
    case 'kv':
      return t('KV cache');
    case 'vllm':
      return t('Prompt for vLLM');
    case 'activation':
      return t('Activation memory');
    case 'unknown':
      return t('Unknown');
  }
}
