/** One line of a menu. */
export interface MenuItem {
  readonly label: string;
  readonly icon?: string | undefined;
  /** Keys that do the same, as text. */
  readonly keys?: string | undefined;
  readonly checked?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  /** Starts a new group. */
  readonly separated?: boolean | undefined;
  /** Type of memory whose colour stands before the label. */
  readonly dot?: string | undefined;
  readonly note?: string | undefined;
  readonly run?: () => void;
  readonly children?: readonly MenuItem[];
  /** Stays open after `run`, for lists of checks. */
  readonly stays?: boolean | undefined;
}

/** An open menu: what it offers and the corner from which it hangs. */
export interface OpenMenu {
  readonly label: string;
  readonly items: readonly MenuItem[];
  readonly x: number;
  readonly y: number;
}

/** Place below an element, for a menu that belongs to a button. */
export function below(element: Element): { x: number; y: number } {
  const box = element.getBoundingClientRect();
  return { x: box.left, y: box.bottom + 2 };
}
