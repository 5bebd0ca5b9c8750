import type { TextRule } from './rule';
import { byteOrderMark } from './rules/byteOrderMark';
import { depth } from './rules/depth';
import { edges } from './rules/edges';
import { graphImport } from './rules/graphImport';
import { ids } from './rules/ids';
import { metadataTypes } from './rules/metadataTypes';
import { numbers } from './rules/numbers';
import { parents } from './rules/parents';
import { recordShape } from './rules/recordShape';
import { sources } from './rules/sources';
import { status } from './rules/status';
import { totals } from './rules/totals';
import { vectors } from './rules/vectors';

/** All rules over text memory files. */
export const TEXT_RULES: readonly TextRule[] = [
  byteOrderMark,
  ids,
  recordShape,
  metadataTypes,
  sources,
  vectors,
  status,
  graphImport,
  numbers,
  depth,
  edges,
  parents,
  totals,
];
