import { Fragment, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { MenuItem, OpenMenu } from './menuTypes';
import { MenuLine } from './MenuLine';
import { t } from './strings';

const MARGIN = 4;

/** A menu at a place in the page, for the mouse and the keyboard alike; a submenu takes its place. */
export function Menu({ menu, onClose }: { menu: OpenMenu; onClose: () => void }): React.JSX.Element {
  const [path, setPath] = useState<readonly string[]>([]);
  const [place, setPlace] = useState({ left: menu.x, top: menu.y });
  const ref = useRef<HTMLDivElement>(null);
  const before = useRef(document.activeElement);
  const items = itemsAt(menu.items, path);

  useLayoutEffect(() => {
    const box = ref.current?.getBoundingClientRect();
    if (!box) return;
    setPlace({
      left: Math.max(MARGIN, Math.min(menu.x, window.innerWidth - box.width - MARGIN)),
      top: Math.max(MARGIN, Math.min(menu.y, window.innerHeight - box.height - MARGIN)),
    });
    lines(ref.current)[0]?.focus();
  }, [menu, path]);
  useEffect(() => {
    const onPress = (event: Event): void => {
      if (!ref.current?.contains(event.target as Node)) onClose();
    };
    document.addEventListener('pointerdown', onPress, true);
    window.addEventListener('blur', onClose);
    return () => {
      document.removeEventListener('pointerdown', onPress, true);
      window.removeEventListener('blur', onClose);
    };
  }, [onClose]);

  const leave = (): void => {
    onClose();
    if (before.current instanceof HTMLElement) before.current.focus();
  };
  const choose = (item: MenuItem): void => {
    if (item.disabled) return;
    if (item.children) return setPath([...path, item.label]);
    if (!item.stays) leave();
    item.run?.();
  };
  const onKeyDown = (event: React.KeyboardEvent): void => {
    event.stopPropagation();
    const all = lines(ref.current);
    const at = all.indexOf(document.activeElement as HTMLElement);
    const target = nextLine(event.key, at, all);
    if (target) target.focus();
    else if (event.key === 'Escape' || event.key === 'Tab') leave();
    else if (event.key === 'ArrowLeft' && path.length > 0) setPath(path.slice(0, -1));
    else if (event.key === 'ArrowRight' && items[at]?.children) choose(items[at]);
    else return;
    event.preventDefault();
  };
  return (
    <div ref={ref} className="menu" role="menu" aria-label={menu.label} style={place} onKeyDown={onKeyDown}>
      {path.length > 0 && (
        <div className="menu-back" role="presentation" onClick={() => setPath(path.slice(0, -1))}>
          <span className="codicon codicon-chevron-left" aria-hidden="true" />
          {path.at(-1)}
        </div>
      )}
      {items.length === 0 && <div className="menu-empty">{t('Nothing to choose')}</div>}
      {items.map((item) => (
        <Fragment key={item.label}>
          {item.separated && <div className="menu-separator" role="separator" />}
          <MenuLine item={item} onChoose={() => choose(item)} />
        </Fragment>
      ))}
    </div>
  );
}

function itemsAt(items: readonly MenuItem[], path: readonly string[]): readonly MenuItem[] {
  return path.reduce((level, label) => level.find((item) => item.label === label)?.children ?? level, items);
}

function lines(menu: HTMLElement | null): HTMLElement[] {
  return [...(menu?.querySelectorAll<HTMLElement>('[role^="menuitem"]') ?? [])];
}

/** The line that a key leads to, if it is a key for moving: arrows, Home, End, or a first letter. */
function nextLine(key: string, at: number, all: HTMLElement[]): HTMLElement | undefined {
  if (key === 'ArrowDown') return all[(at + 1) % all.length];
  if (key === 'ArrowUp') return all[(at - 1 + all.length) % all.length];
  if (key === 'Home') return all[0];
  if (key === 'End') return all.at(-1);
  if (key.length !== 1 || key === ' ') return undefined;
  const order = [...all.slice(at + 1), ...all.slice(0, at + 1)];
  return order.find((line) => line.dataset['label']?.toLowerCase().startsWith(key.toLowerCase()));
}
