import { t } from '../shared/strings';

interface Entry {
  readonly key: string;
  readonly type: string;
  readonly value: string;
}

/** The metadata in the header of a file. */
export function MetadataTable({ entries }: { entries: readonly Entry[] }): React.JSX.Element {
  return (
    <section className="block">
      <h2>{t('Metadata: {0}', entries.length)}</h2>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{t('Name')}</th>
            <th scope="col">{t('Type')}</th>
            <th scope="col">{t('Value')}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map(({ key, type, value }) => (
            <tr key={key}>
              <th scope="row">{key}</th>
              <td className="dim">{type}</td>
              <td className="wrap">{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
