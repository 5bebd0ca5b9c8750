import { cp, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { launchBrowser } from './browser';
import { collectConsoleErrors } from './consoleErrors';
import { ensureExtensions } from './extensions';
import { writeLanguagePack } from './languagePack';
import { paths } from './paths';
import { removeOld } from './removeOld';
import { ensureCodeServer, quietSettings, startCodeServer, writeSettings } from './server';
import { Studio } from './studio';

/** How a window is opened. */
export interface StudioOptions {
  /** The folder to open; a copy is made, so the journey may change anything. */
  readonly source: string;
  /** A colour theme; `Dark Modern`, `Light Modern`, `Default High Contrast`, `Default High Contrast Light`. Default: light. */
  readonly theme?: string;
  /** Display language, for instance `zh-cn`. */
  readonly locale?: string;
  /** User settings on top of the quiet ones. */
  readonly settings?: Record<string, unknown>;
  /** Settings of the machine, which a person's own cannot stand for: where models and servers are. */
  readonly machineSettings?: Record<string, unknown>;
  /** Ask for trust like a desktop window does (Restricted Mode until granted). Default: everything is trusted. */
  readonly workspaceTrust?: boolean;
  /** Window size in pixels. Default 1400 × 900. */
  readonly viewport?: { readonly width: number; readonly height: number };
}

/**
 * Opens the real VS Code with a fresh user profile, our extension installed, and a copy of a folder open.
 * Close it with `studio.close()`.
 */
export async function openStudio(options: StudioOptions): Promise<Studio> {
  await ensureCodeServer((line) => {
    console.log(line);
  });
  const extensionsDir = await ensureExtensions();
  await mkdir(paths.windows, { recursive: true });
  await removeOld(paths.windows);
  const home = await mkdtemp(path.join(paths.windows, 'window-'));
  const folder = path.join(home, path.basename(options.source));
  const userDataDir = path.join(home, 'user-data');
  await cp(options.source, folder, { recursive: true });
  writeSettings(userDataDir, {
    ...quietSettings,
    'workbench.colorTheme': options.theme ?? 'Light Modern',
    ...(options.workspaceTrust ? { 'security.workspace.trust.enabled': true } : {}),
    ...options.settings,
  });
  if (options.machineSettings) {
    const machine = path.join(userDataDir, 'Machine');
    await mkdir(machine, { recursive: true });
    await writeFile(path.join(machine, 'settings.json'), JSON.stringify(options.machineSettings));
  }
  if (options.locale !== undefined) await writeLanguagePack(userDataDir, options.locale);
  const server = await startCodeServer({
    folder,
    userDataDir,
    extensionsDir,
    log: path.join(home, 'server.log'),
    idleSeconds: 120,
    env: { HOME: home },
    ...(options.locale === undefined ? {} : { locale: options.locale }),
    ...(options.workspaceTrust === undefined ? {} : { workspaceTrust: options.workspaceTrust }),
  });
  try {
    const browser = await launchBrowser(home);
    const page = await browser.newPage({ viewport: options.viewport ?? { width: 1400, height: 900 } });
    const consoleErrors = collectConsoleErrors(page);
    const studio = new Studio({ server, browser, page, folder, userDataDir, home, consoleErrors });
    await studio.waitForReady();
    return studio;
  } catch (error) {
    await server.stop();
    throw error;
  }
}
