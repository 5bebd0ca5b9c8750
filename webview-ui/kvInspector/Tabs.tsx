import { Icon } from '../shared/Icon';
import { t } from '../shared/strings';
import { TABS, useKv, type Tab } from './state/KvContext';

const ICONS: Readonly<Record<Tab, string>> = {
  overview: 'dashboard',
  ask: 'comment-discussion',
  text: 'symbol-key',
  layers: 'layers',
};

/** Chooses the part of the item that is shown, after the tabs pattern of WAI-ARIA: arrow keys go from one to the next. */
export function Tabs(): React.JSX.Element {
  const { tab, setTab } = useKv();
  const names = {
    overview: t('Overview'),
    ask: t('Ask'),
    text: t('Tokens and text'),
    layers: t('Layers'),
  };
  const onKeyDown = (event: React.KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    const next = TABS[(TABS.indexOf(tab) + step + TABS.length) % TABS.length] ?? tab;
    event.preventDefault();
    setTab(next);
    document.getElementById(`tab-${next}`)?.focus();
  };
  return (
    <div className="kv-tabs" role="tablist" aria-label={t('Parts of the item')} onKeyDown={onKeyDown}>
      {TABS.map((each) => (
        <button
          key={each}
          id={`tab-${each}`}
          type="button"
          role="tab"
          aria-selected={each === tab}
          aria-controls="panel"
          tabIndex={each === tab ? 0 : -1}
          onClick={() => setTab(each)}
        >
          <Icon name={ICONS[each]} />
          {names[each]}
        </button>
      ))}
    </div>
  );
}
