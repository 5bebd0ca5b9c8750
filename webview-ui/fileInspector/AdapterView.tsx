import type { AdapterReport } from '../../src/engine/model/adapterReport';
import { formatBytes, formatMeasure, formatNumber } from '../shared/format';
import { t } from '../shared/strings';
import { Facts } from '../shared/Facts';
import { MetadataTable } from './MetadataTable';
import { Problems } from './Problems';
import { TensorsTable } from './TensorsTable';

/** A parametric memory file, recognised by its content. */
export function AdapterView({ report }: { report: AdapterReport }): React.JSX.Element {
  const { gguf, safetensors, lora, lfs, firstBytes, tensors } = report;
  const metadata = gguf
    ? gguf.metadata.map(({ key, type, value, length }) => ({
        key,
        type: length === undefined ? type : `${type} × ${length}`,
        value: typeof value === 'string' ? value : JSON.stringify(value),
      }))
    : Object.entries(safetensors?.metadata ?? {}).map(([key, value]) => ({ key, type: '', value }));
  return (
    <>
      <section className="block">
        <Facts
          facts={[
            [t('Form'), formName(report.form)],
            [t('File'), formatBytes(report.fileBytes)],
            [t('Rank'), lora?.rank ?? lora?.ranks.join(', ')],
            [t('Alpha'), lora?.alpha],
            [t('Scale'), lora?.scale === null || !lora ? null : formatMeasure(lora.scale)],
            [t('Layers'), lora && formatNumber(lora.layers)],
            [t('Parameters'), lora && formatNumber(lora.parameters)],
            [t('Adapted modules'), lora?.targets.join(', ')],
            [t('Base model'), lora?.baseModel],
            [t('Architecture'), gguf?.architecture],
            [t('Name'), gguf?.name],
            [t('GGUF version'), gguf?.version],
            [t('Tensors'), tensors && formatNumber(tensors.length)],
            [t('Object in Git LFS'), lfs?.oid],
            [t('Size in Git LFS'), lfs?.size === null || !lfs ? null : formatBytes(lfs.size)],
            [t('Looks like'), firstBytes?.looksLike],
          ]}
        />
      </section>
      <Problems problems={report.problems} />
      {report.text !== undefined && (
        <section className="block source-text">
          <h2>{t('Text')}</h2>
          <pre>{report.text}</pre>
        </section>
      )}
      {firstBytes && (
        <section className="block source-text">
          <h2>{t('First bytes')}</h2>
          <pre>{`${firstBytes.hex}\n${firstBytes.ascii}`}</pre>
        </section>
      )}
      {metadata.length > 0 && <MetadataTable entries={metadata} />}
      {tensors && tensors.length > 0 && <TensorsTable tensors={tensors} />}
    </>
  );
}

function formName(form: AdapterReport['form']): string {
  const names: Readonly<Record<AdapterReport['form'], string>> = {
    empty: t('Empty file'),
    placeholder: t('Placeholder of MemOS, no adapter yet'),
    text: t('Text'),
    'lfs-pointer': t('Git LFS pointer; the file itself was not fetched'),
    'gguf-adapter': t('LoRA adapter (GGUF)'),
    'gguf-model': t('Model (GGUF), not an adapter'),
    'peft-safetensors': t('LoRA adapter (PEFT safetensors)'),
    safetensors: t('Tensors (safetensors), not an adapter'),
    unknown: t('Not recognised'),
  };
  return names[form];
}
