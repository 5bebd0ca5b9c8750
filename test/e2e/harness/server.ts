import { createRequire } from 'node:module';
import type * as CodeServer from '../../run/lib/codeServer.js';
import type * as CodeServerInstall from '../../run/lib/codeServerInstall.js';

// The runner's own way to start code-server: plain JavaScript, shared with `npm start`.
const require = createRequire(import.meta.url);
const codeServer = require('../../run/lib/codeServer.js') as typeof CodeServer;
const codeServerInstall = require('../../run/lib/codeServerInstall.js') as typeof CodeServerInstall;

export const { installVsix, quietSettings, startCodeServer, writeSettings } = codeServer;
export const { ensureCodeServer } = codeServerInstall;
/** A running code-server. */
export type Server = Awaited<ReturnType<typeof startCodeServer>>;
