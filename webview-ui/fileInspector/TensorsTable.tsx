import { useState } from 'react';
import type { AdapterTensor } from '../../src/engine/model/adapterReport';
import { formatBytes, formatNumber } from '../shared/format';
import { t } from '../shared/strings';

/** More at once would only make the page slow. */
const PAGE = 200;

/** The tensors of a file, as its header names them. */
export function TensorsTable({ tensors }: { tensors: readonly AdapterTensor[] }): React.JSX.Element {
  const [text, setText] = useState('');
  const [most, setMost] = useState(PAGE);
  const found = tensors.filter(({ name }) => name.toLowerCase().includes(text.trim().toLowerCase()));
  return (
    <section className="block">
      <div className="table-head">
        <h2>{t('Tensors: {0}', formatNumber(found.length))}</h2>
        <input
          className="field boxed"
          value={text}
          aria-label={t('Find tensors')}
          placeholder={t('Find by name')}
          data-dirty={text !== ''}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{t('Name')}</th>
            <th scope="col">{t('Element type')}</th>
            <th scope="col" className="num">
              {t('Shape')}
            </th>
            <th scope="col" className="num">
              {t('Bytes')}
            </th>
            <th scope="col" className="num">
              {t('Offset')}
            </th>
          </tr>
        </thead>
        <tbody>
          {found.slice(0, most).map((tensor) => (
            <tr key={tensor.name}>
              <th scope="row">{tensor.name}</th>
              <td>{tensor.dtype}</td>
              <td className="num">{tensor.shape.join(' × ')}</td>
              <td className="num">{tensor.bytes === null ? '–' : formatBytes(tensor.bytes)}</td>
              <td className="num dim">{formatNumber(tensor.offset)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {found.length > most && (
        <button type="button" className="text-link" onClick={() => setMost(most + PAGE)}>
          {t('Show more: {0}', formatNumber(found.length - most))}
        </button>
      )}
    </section>
  );
}
