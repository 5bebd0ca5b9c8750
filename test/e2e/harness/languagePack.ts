/*
 * VS Code takes its display language from a language pack, and the official packs live on a marketplace that a
 * test machine may not reach. What decides about an extension's own strings (`package.nls.zh-cn.json` and the
 * bundles of `vscode.l10n`) is only that the locale is known: the server looks the locale up in
 * `languagepacks.json` of the user data folder and falls back to English when it is not listed there. So
 * journeys list a pack of our own with a handful of strings; the rest of the workbench stays English.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Own translations of a few workbench strings, by VS Code's module and key. */
const vscodeStrings = {
  'vs/workbench/contrib/files/browser/explorerViewlet': { explore: '资源管理器' },
};

/**
 * Makes `locale` (for instance `zh-cn`) a display language that code-server accepts for this user data folder.
 * Call it before the server starts with `--locale`.
 */
export async function writeLanguagePack(userDataDir: string, locale: string): Promise<void> {
  const translations = path.join(userDataDir, 'language-pack', `${locale}.json`);
  await mkdir(path.dirname(translations), { recursive: true });
  await writeFile(translations, JSON.stringify({ version: '1.0.0', contents: vscodeStrings }));
  const pack = {
    hash: 'memcube-studio-journeys',
    label: locale,
    extensions: [{ extensionIdentifier: { id: 'memcube-studio.journeys' }, version: '1.0.0' }],
    translations: { vscode: translations },
  };
  await writeFile(path.join(userDataDir, 'languagepacks.json'), JSON.stringify({ [locale]: pack }));
}
