import { Icon } from './Icon';
import type { MenuItem } from './menuTypes';

/** One line of a menu. */
export function MenuLine({ item, onChoose }: { item: MenuItem; onChoose: () => void }): React.JSX.Element {
  const check = item.checked === undefined ? '' : item.checked ? 'check' : 'blank';
  return (
    <button
      type="button"
      role={item.checked === undefined ? 'menuitem' : 'menuitemcheckbox'}
      aria-checked={item.checked}
      aria-disabled={item.disabled}
      aria-haspopup={item.children ? 'menu' : undefined}
      data-label={item.label}
      className="menu-line"
      tabIndex={-1}
      onClick={onChoose}
      onPointerMove={(event) => event.currentTarget.focus()}
    >
      <Icon name={check || item.icon || 'blank'} />
      {item.dot !== undefined && <i className="dot" data-type={item.dot} />}
      <span className="menu-label">{item.label}</span>
      {item.note !== undefined && <span className="menu-note">{item.note}</span>}
      {item.keys !== undefined && <kbd className="menu-keys">{item.keys}</kbd>}
      {item.children && <Icon name="chevron-right" />}
    </button>
  );
}
