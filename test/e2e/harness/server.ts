import { createRequire } from 'node:module';

/** The runner's own way to start code-server (plain JavaScript, shared with `npm start`). */
type CodeServer = typeof import('../../run/lib/codeServer.js');
type CodeServerInstall = typeof import('../../run/lib/codeServerInstall.js');

const require = createRequire(import.meta.url);
const codeServer = require('../../run/lib/codeServer.js') as CodeServer;
const codeServerInstall = require('../../run/lib/codeServerInstall.js') as CodeServerInstall;

export const { installVsix, quietSettings, startCodeServer, writeSettings } = codeServer;
export const { ensureCodeServer } = codeServerInstall;
/** A running code-server. */
export type Server = Awaited<ReturnType<typeof startCodeServer>>;
