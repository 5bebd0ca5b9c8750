import { createContext, useCallback, useContext, useState } from 'react';
import { Menu } from './Menu';
import type { OpenMenu } from './menuTypes';

type ShowMenu = (menu: OpenMenu) => void;
const MenuContext = createContext<ShowMenu>(() => undefined);

/** Opens a menu; one that is open closes. */
export const useMenu = (): ShowMenu => useContext(MenuContext);

/** Holds the menu of the page. */
export function MenuHost({ children }: { children: React.ReactNode }): React.JSX.Element {
  const [menu, setMenu] = useState<OpenMenu | null>(null);
  const show = useCallback((next: OpenMenu) => setMenu(next), []);
  const close = useCallback(() => setMenu(null), []);
  return (
    <MenuContext.Provider value={show}>
      {children}
      {menu && <Menu menu={menu} onClose={close} />}
    </MenuContext.Provider>
  );
}
