/** The dialog that is open, with what it is about. */
export type OpenDialog =
  | { readonly kind: 'create'; readonly parent: string | null }
  | { readonly kind: 'merge'; readonly keys: readonly string[] }
  | { readonly kind: 'split'; readonly key: string };
