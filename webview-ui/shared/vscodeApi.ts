/** What VS Code gives to a webview. */
export interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare global {
  /** Present inside a VS Code webview; it throws when it is called a second time. */
  function acquireVsCodeApi(): VsCodeApi;
}

let api: VsCodeApi | undefined;

/** The one API object of this page. */
export function vscodeApi(): VsCodeApi {
  api ??= acquireVsCodeApi();
  return api;
}

/** Puts another object in its place, for tests and previews. */
export function replaceVsCodeApi(replacement: VsCodeApi | undefined): void {
  api = replacement;
}
