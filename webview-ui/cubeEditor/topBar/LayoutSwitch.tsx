import { t } from '../../shared/strings';
import { useEditor } from '../state/EditorContext';
import type { Layout } from '../state/navigation';

/** Outline, both, or graph. */
export function LayoutSwitch(): React.JSX.Element {
  const { nav, dispatch } = useEditor();
  const choices: readonly (readonly [Layout, string])[] = [
    ['outline', t('Outline')],
    ['split', t('Split')],
    ['graph', t('Graph')],
  ];
  return (
    <div className="segments" role="group" aria-label={t('Arrangement')}>
      {choices.map(([layout, label]) => (
        <button
          key={layout}
          type="button"
          aria-pressed={nav.layout === layout}
          onClick={() => dispatch({ do: 'set', values: { layout } })}
        >
          {label}
        </button>
      ))}
    </div>
  );
}
