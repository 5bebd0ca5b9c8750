import type { Browser, Page } from 'playwright-core';
import type { ViewFiles } from './bundleView.ts';
import type { GraphHost, Request } from './host.ts';
import { ORIGIN, pageHtml, POST } from './page.ts';

const TYPES: Readonly<Record<string, string>> = {
  js: 'text/javascript',
  css: 'text/css',
  ttf: 'font/ttf',
};

/** Opens the view in a fresh page of the browser, its requests answered by the host. */
export async function openView(browser: Browser, files: ViewFiles, host: GraphHost): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  await page.exposeFunction(POST, (request: Request) => host.answer(request));
  await page.route(`${ORIGIN}/**`, async (route) => {
    const name = new URL(route.request().url()).pathname.slice(1);
    const file = files.get(name);
    if (name === '') await route.fulfill({ contentType: 'text/html', body: pageHtml() });
    else if (!file) await route.fulfill({ status: 404 });
    else {
      const contentType = TYPES[name.split('.').at(-1) ?? ''] ?? 'text/plain';
      await route.fulfill({ contentType, body: Buffer.from(file) });
    }
  });
  await page.goto(`${ORIGIN}/`);
  await page.getByRole('group', { name: 'Arrangement' }).waitFor({ timeout: 60_000 });
  return page;
}
