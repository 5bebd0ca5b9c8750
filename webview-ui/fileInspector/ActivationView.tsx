import type { ActivationReport } from '../../src/engine/model/activationReport';
import { formatBytes, formatNumber } from '../shared/format';
import { t } from '../shared/strings';
import { ActivationItemView } from './ActivationItemView';
import { Facts } from '../shared/Facts';
import { Problems } from './Problems';

interface Props {
  readonly report: ActivationReport;
  readonly onCopy: (text: string) => void;
}

/** An activation memory file: its items, each with its source text and its layers. */
export function ActivationView({ report, onCopy }: Props): React.JSX.Element {
  return (
    <>
      <section className="block">
        <Facts
          facts={[
            [t('Items'), formatNumber(report.items.length)],
            [t('Keys and values'), formatBytes(report.totalBytes)],
            [t('File'), formatBytes(report.fileBytes)],
            [t('Container'), report.container],
            [t('Pickle protocol'), report.protocol],
          ]}
        />
      </section>
      <Problems problems={report.problems} />
      {report.items.length === 0 && (
        <section className="block dim">{t('The file holds no activation memory.')}</section>
      )}
      {report.items.map((item, index) => (
        <ActivationItemView key={index} item={item} open={index === 0} onCopy={onCopy} />
      ))}
      {report.globals.length > 0 && (
        <section className="block">
          <h2>{t('Classes and functions named in the file')}</h2>
          <ul className="globals mono">
            {report.globals.map((name) => (
              <li key={name}>{name}</li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
