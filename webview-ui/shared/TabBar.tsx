import { Icon } from './Icon';

interface Props<T extends string> {
  readonly label: string;
  readonly tabs: readonly { readonly id: T; readonly name: string; readonly icon: string }[];
  readonly active: T;
  readonly onChoose: (tab: T) => void;
}

/**
 * Chooses the part that the element `panel` shows, after the tabs pattern of WAI-ARIA: arrow keys go from one to the
 * next.
 */
export function TabBar<T extends string>({ label, tabs, active, onChoose }: Props<T>): React.JSX.Element {
  const onKeyDown = (event: React.KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    const at = tabs.findIndex(({ id }) => id === active);
    const next = tabs[(at + step + tabs.length) % tabs.length]?.id ?? active;
    event.preventDefault();
    onChoose(next);
    document.getElementById(`tab-${next}`)?.focus();
  };
  return (
    <div className="tab-bar" role="tablist" aria-label={label} onKeyDown={onKeyDown}>
      {tabs.map(({ id, name, icon }) => (
        <button
          key={id}
          id={`tab-${id}`}
          type="button"
          role="tab"
          aria-selected={id === active}
          aria-controls="panel"
          tabIndex={id === active ? 0 : -1}
          onClick={() => onChoose(id)}
        >
          <Icon name={icon} />
          {name}
        </button>
      ))}
    </div>
  );
}
