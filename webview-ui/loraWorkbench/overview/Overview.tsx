import type { AdapterItem } from '../../../src/engine/model/loraItem';
import type { LoraDetail } from '../../../src/protocol/loraWorkbench';
import { Facts } from '../../shared/Facts';
import { formatBytes, formatDateTime, formatMeasure, formatNumber } from '../../shared/format';
import { Section } from '../../shared/Section';
import { SourceList } from '../../shared/SourceList';
import { t } from '../../shared/strings';
import { approvalName, originName } from '../names';
import { useLora } from '../state/LoraContext';
import { Accuracy } from './Accuracy';
import { Match } from './Match';

/** What an adapter is, whether it fits the model, and what it was made from. */
export function Overview(props: { item: AdapterItem; detail: LoraDetail | undefined }): React.JSX.Element {
  const { channel, attempt } = useLora();
  const { item, detail } = props;
  const { base, ranks, alpha, targets, layers, parameters, bytes, origin, createdAt, approval } = item;
  return (
    <div className="lora-overview">
      {item.result && <Accuracy result={item.result} />}
      <Section title={t('Facts')}>
        <Facts
          facts={[
            [t('Made from'), originName(origin)],
            [t('Made'), formatDateTime(Date.parse(createdAt))],
            [t('Decision'), approvalName(approval)],
            [t('Base model'), base.name || base.tag],
            [t('Architecture'), base.architecture],
            [t('Rank'), ranks.map(formatNumber).join(', ')],
            [t('Alpha'), formatMeasure(alpha)],
            [t('Targets'), targets.join(', ')],
            [t('Layers'), formatNumber(layers)],
            [t('Numbers in it'), formatNumber(parameters)],
            [t('On the disk'), formatBytes(bytes)],
            ['SHA-256', item.sha256.slice(0, 16)],
          ]}
        />
      </Section>
      <Match mismatches={detail?.mismatches} />
      <SourceList
        sources={item.training?.sources ?? []}
        changes={detail?.row.changes ?? []}
        onReveal={(key) => void attempt(channel.request('reveal', { key }))}
      />
    </div>
  );
}
