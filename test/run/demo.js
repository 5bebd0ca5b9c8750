/* Makes the demo workspace for F5; `--fresh` replaces it. */
const path = require('node:path');
const { makeDemoWorkspace } = require('./lib/demoWorkspace');
const { cache } = require('./lib/paths');

makeDemoWorkspace(path.join(cache, 'demo-workspace'), { fresh: process.argv.includes('--fresh') });
