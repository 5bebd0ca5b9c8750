/** Symbols of source code: what is declared, found by the names that grammars give to the parts of a program. */
import type { Node } from 'web-tree-sitter';
import type { Range } from '../text/split';

/** A part of a program; `symbol` as `Class.method`, undefined for what stands between declarations. */
export interface SymbolRange extends Range {
  readonly symbol?: string | undefined;
}

/** Declarations, over all grammars that are shipped. */
const DECLARATIONS = new Set([
  // TypeScript, JavaScript
  'function_declaration',
  'generator_function_declaration',
  'class_declaration',
  'abstract_class_declaration',
  'interface_declaration',
  'type_alias_declaration',
  'enum_declaration',
  'method_definition',
  'internal_module',
  'module',
  'lexical_declaration',
  'variable_declaration',
  'public_field_definition',
  'field_definition',
  'abstract_method_signature',
  // Python
  'function_definition',
  'class_definition',
  // Go
  'method_declaration',
  'type_declaration',
  // Rust
  'function_item',
  'struct_item',
  'enum_item',
  'union_item',
  'trait_item',
  'impl_item',
  'mod_item',
  'macro_definition',
  'type_item',
  'const_item',
  'static_item',
  // Java
  'record_declaration',
  'annotation_type_declaration',
  'constructor_declaration',
]);

/** What wraps a declaration and belongs to it. */
const WRAPPERS = new Set([
  'export_statement',
  'decorated_definition',
  'ambient_declaration',
  'expression_statement',
]);
/** What holds the members of a declaration. */
const BODIES = new Set([
  'class_body',
  'interface_body',
  'enum_body',
  'block',
  'statement_block',
  'declaration_list',
  'field_declaration_list',
  'object_type',
  'enum_body_declarations',
]);
/** Before a declaration these belong to it. */
const LEADING = /comment|attribute_item|decorator|annotation/;
const MAX_LEVELS = 8;

/**
 * Ranges that cover a program without a gap, in its order: each declaration with the comments before it, and what
 * stands between. A declaration of more than `largest` units is divided into its members, where it has any.
 */
export function symbolsOf(text: string, root: Node, largest: number): SymbolRange[] {
  const ranges: SymbolRange[] = [];
  collect(root, { start: 0, end: text.length }, undefined, 0, { text, largest, ranges });
  return ranges;
}

interface Work {
  readonly text: string;
  readonly largest: number;
  readonly ranges: SymbolRange[];
}

/** Covers `range` by the declarations among a node's children; `owner` is the symbol around them. */
function collect(parent: Node, range: Range, owner: string | undefined, level: number, work: Work): void {
  let from = range.start;
  const between = (to: number): void => {
    const text = work.text.slice(from, to);
    const last = work.ranges.at(-1);
    // Brackets that close what is around go with what stands before them.
    if (last?.end === from && /^[\s)\]};,]*$/.test(text))
      work.ranges[work.ranges.length - 1] = { ...last, end: to };
    else if (text.trim() !== '') work.ranges.push({ start: from, end: to, symbol: owner });
    from = Math.max(from, to);
  };
  let leading: number | undefined;
  for (const child of parent.namedChildren) {
    if (!child) continue;
    const named = declarationIn(child);
    if (!named) {
      // A comment at the end of a line belongs to what is on that line.
      if (!LEADING.test(child.type) || !beginsLine(work.text, child.startIndex)) leading = undefined;
      else leading ??= child.startIndex;
      continue;
    }
    const start = Math.max(startOfLine(work.text, leading ?? child.startIndex), from);
    const end = endOfLine(work.text, child.endIndex, range.end);
    leading = undefined;
    if (start >= end) continue;
    between(start);
    const name = nameOf(named);
    const symbol = [owner, name].filter((part) => part !== undefined).join('.') || undefined;
    const body = end - start > work.largest && level < MAX_LEVELS ? bodyOf(named) : undefined;
    if (body) collect(body, { start, end }, symbol, level + 1, work);
    else work.ranges.push({ start, end, symbol });
    from = end;
  }
  between(range.end);
}

/** The beginning of the line where nothing but indentation stands before an offset, else the offset. */
function startOfLine(text: string, offset: number): number {
  let at = offset;
  while (at > 0 && (text[at - 1] === ' ' || text[at - 1] === '\t')) at--;
  return at === 0 || text[at - 1] === '\n' ? at : offset;
}

function beginsLine(text: string, offset: number): boolean {
  const start = startOfLine(text, offset);
  return start === 0 || text[start - 1] === '\n';
}

/** A line end, and what is between it and the declaration, go with the declaration: `;`, a comment. */
function endOfLine(text: string, end: number, limit: number): number {
  const rest = /^[;,\t ]*(?:(?:\/\/|#|--)[^\n]*)?(?:\n|$)/.exec(text.slice(end, Math.min(end + 300, limit)));
  return rest ? end + rest[0].length : end;
}

function declarationIn(node: Node): Node | undefined {
  if (DECLARATIONS.has(node.type)) return node;
  if (!WRAPPERS.has(node.type)) return undefined;
  for (const child of node.namedChildren) {
    const found = child ? declarationIn(child) : undefined;
    if (found) return found;
  }
  return undefined;
}

/** A body with at least one declaration inside. */
function bodyOf(node: Node): Node | undefined {
  for (const child of node.namedChildren) {
    if (!child || !BODIES.has(child.type)) continue;
    if (child.namedChildren.some((member) => member && declarationIn(member))) return child;
  }
  return undefined;
}

/** Name of a declaration: its own, that of the type it implements, or of the first variable. */
function nameOf(node: Node): string | undefined {
  const receiver = node
    .childForFieldName('receiver')
    ?.text.match(/[\p{L}_][\p{L}\p{N}_]*(?=[^\p{L}\p{N}_]*$|\[)/u)?.[0];
  const name = node.childForFieldName('name') ?? node.childForFieldName('type');
  const own = name ?? firstDeclared(node);
  if (!own) return undefined;
  const short = own.text.split('\n', 1)[0]!.slice(0, 100);
  return receiver === undefined ? short : `${receiver}.${short}`;
}

function firstDeclared(node: Node): Node | null {
  const inner = node.namedChildren.find((child) => child && /declarator|_spec$|type_spec/.test(child.type));
  return inner?.childForFieldName('name') ?? null;
}
