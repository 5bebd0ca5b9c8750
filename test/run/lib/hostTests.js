/*
 * Runs the tests of test/host inside the extension host: a second extension with mocha in it is installed beside
 * ours into a fresh code-server, a headless browser opens the window (an extension host starts only when
 * somebody looks), and the extension writes its report to a file.
 */
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { chromium } = require('playwright-core');
const { installVsix, quietSettings, startCodeServer, writeSettings } = require('./codeServer');
const { makeDemoWorkspace } = require('./demoWorkspace');
const { buildHostTests } = require('./hostVsix');
const paths = require('./paths');
const { chromium: browserPath } = require('./systemPackages');

/** Nothing heard from the tests for this long means that they hang. */
const silenceMs = 120_000;

/**
 * @param {(line: string) => void} say
 * @returns {Promise<string>} the report, in the shape of mocha's JSON
 */
async function runHostTests(say) {
  const report = path.join(paths.reports, 'host.json');
  fs.mkdirSync(paths.reports, { recursive: true });
  fs.rmSync(report, { force: true });
  say('building and installing the tests');
  await buildHostTests();
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'memcube-host-'));
  const userDataDir = path.join(home, 'user-data');
  const extensionsDir = path.join(home, 'extensions');
  const folder = path.join(home, 'workspace');
  const progress = path.join(home, 'progress.txt');
  const log = path.join(paths.logs, 'host-server.log');
  makeDemoWorkspace(folder);
  writeSettings(userDataDir, quietSettings);
  const own = fs.existsSync(paths.platformVsix) ? paths.platformVsix : paths.vsix;
  for (const vsix of [own, paths.hostVsix]) await installVsix({ vsix, userDataDir, extensionsDir });
  const env = { HOME: home, MEMCUBE_HOST_RESULT: report, MEMCUBE_HOST_PROGRESS: progress };
  const server = await startCodeServer({ folder, userDataDir, extensionsDir, log, idleSeconds: 120, env });
  try {
    say('opening the window');
    const browser = await chromium.launch({
      executablePath: browserPath() ?? 'chromium',
      env: { ...process.env, HOME: home },
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
    });
    try {
      const page = await browser.newPage();
      await page.goto(server.url);
      await waitForReport(report, progress, say);
    } finally {
      await browser.close();
    }
  } finally {
    await server.stop();
  }
  fs.rmSync(home, { recursive: true, force: true });
  return report;
}

/** @param {string} report @param {string} progress @param {(line: string) => void} say */
async function waitForReport(report, progress, say) {
  let read = 0;
  let heard = Date.now();
  let told = Date.now();
  for (;;) {
    const text = fs.existsSync(progress) ? fs.readFileSync(progress, 'utf8') : '';
    if (text.length > read) {
      for (const line of text.slice(read).trimEnd().split('\n')) say(line);
      read = text.length;
      heard = told = Date.now();
    }
    if (fs.existsSync(report)) return;
    if (Date.now() - heard > silenceMs)
      throw new Error('The extension host has said nothing for two minutes.');
    if (Date.now() - told > 15_000) {
      say(`… waiting for ${Math.round((Date.now() - heard) / 1000)} s`);
      told = Date.now();
    }
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

module.exports = { runHostTests };
