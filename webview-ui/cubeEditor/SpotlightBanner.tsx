import { formatNumber } from '../shared/format';
import { Icon } from '../shared/Icon';
import { t } from '../shared/strings';
import { useEditor } from './state/EditorContext';

/** Says which memories the graph lights up, and how that ends. */
export function SpotlightBanner(): React.JSX.Element | null {
  const { spotlight } = useEditor();
  const { spot, end } = spotlight;
  if (!spot) return null;
  return (
    <div className="banner notice" role="status">
      <Icon name="lightbulb" />
      <span>{t('Spotlight on {0} results of “{1}”', formatNumber(spot.keys.length), spot.label)}</span>
      <button
        type="button"
        className="text-link"
        onClick={() => {
          end();
          document.querySelector<HTMLElement>('.graph')?.focus();
        }}
      >
        {t('End Spotlight')}
      </button>
    </div>
  );
}
