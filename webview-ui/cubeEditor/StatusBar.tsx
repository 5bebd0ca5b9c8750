import { formatNumber } from '../shared/format';
import { Icon } from '../shared/Icon';
import { t } from '../shared/strings';
import { useEditor } from './state/EditorContext';
import { selectedText } from './state/selectedText';

/** What the cube holds, and what there is to know about it. */
export function StatusBar(): React.JSX.Element {
  const { summary, nav } = useEditor();
  return (
    <footer className="status-bar">
      <span className="status-name" title={summary.path}>
        {summary.name}
      </span>
      <span className="dim">{summary.format}</span>
      {summary.readOnly && (
        <span className="status-note">
          <Icon name="lock" />
          {t('Read-only')}
        </span>
      )}
      {summary.recovered > 0 && (
        <span className="status-note attention">
          <Icon name="history" />
          {t('Recovered unsaved changes: {0}', formatNumber(summary.recovered))}
        </span>
      )}
      <span className="status-space" />
      {nav.selection.length > 1 && <span>{selectedText(nav.selection.length, nav.selectedOf)}</span>}
      <span>{t('Memories: {0}', formatNumber(summary.memories))}</span>
      {summary.hasEdges && <span>{t('Relations: {0}', formatNumber(summary.edges))}</span>}
      <span className={summary.problems > 0 ? 'attention' : ''}>
        {t('Problems: {0}', formatNumber(summary.problems))}
      </span>
      <span>{t('Tokens: {0}', formatNumber(summary.tokens))}</span>
    </footer>
  );
}
