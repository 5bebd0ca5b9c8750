import { createRequire } from 'node:module';
import { testTooOld } from '../neo4j/tooOld';
import type * as OldNeo4j from '../run/lib/oldNeo4j.js';

const require = createRequire(import.meta.url);
const { others } = require('../run/lib/oldNeo4j.js') as typeof OldNeo4j;

for (const old of others) testTooOld(old);
