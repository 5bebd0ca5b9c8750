import { createRequire } from 'node:module';
import type * as OldNeo4j from '../run/lib/oldNeo4j.js';
import { testTooOld } from './tooOld';

const require = createRequire(import.meta.url);
const { lastBefore5 } = require('../run/lib/oldNeo4j.js') as typeof OldNeo4j;

testTooOld(lastBefore5);
