import { createRequire } from 'node:module';
import type * as CodeServer from '../../test/run/lib/codeServer.js';
import type * as DemoWorkspace from '../../test/run/lib/demoWorkspace.js';
import type * as Paths from '../../test/run/lib/paths.js';

// The runner's own way to start VS Code: plain JavaScript, shared with `npm start` and `npm test`.
const require = createRequire(import.meta.url);
const codeServer = require('../../test/run/lib/codeServer.js') as typeof CodeServer;
const demoWorkspace = require('../../test/run/lib/demoWorkspace.js') as typeof DemoWorkspace;
const paths = require('../../test/run/lib/paths.js') as typeof Paths;

export const { installVsix, quietSettings, startCodeServer, writeSettings } = codeServer;
export const { makeDemoWorkspace } = demoWorkspace;
export const { root, vsix } = paths;
