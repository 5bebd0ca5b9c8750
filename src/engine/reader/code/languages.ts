/** Programming languages by the ending of a file's name. */
export interface Language {
  /** Tag of the memories. */
  readonly name: string;
  /** Grammar that parses it; undefined: it is divided at lines and indentation. */
  readonly grammar?: GrammarName | undefined;
}

export const GRAMMARS = ['typescript', 'tsx', 'javascript', 'python', 'go', 'rust', 'java'] as const;
export type GrammarName = (typeof GRAMMARS)[number];

const PARSED: Readonly<Record<string, readonly [string, GrammarName]>> = {
  ts: ['typescript', 'typescript'],
  mts: ['typescript', 'typescript'],
  cts: ['typescript', 'typescript'],
  tsx: ['typescript', 'tsx'],
  js: ['javascript', 'javascript'],
  mjs: ['javascript', 'javascript'],
  cjs: ['javascript', 'javascript'],
  jsx: ['javascript', 'javascript'],
  py: ['python', 'python'],
  pyi: ['python', 'python'],
  go: ['go', 'go'],
  rs: ['rust', 'rust'],
  java: ['java', 'java'],
};

const OTHERS: Readonly<Record<string, string>> = {
  c: 'c',
  h: 'c',
  cc: 'cpp',
  cpp: 'cpp',
  cxx: 'cpp',
  hpp: 'cpp',
  cs: 'csharp',
  css: 'css',
  dart: 'dart',
  ex: 'elixir',
  exs: 'elixir',
  hs: 'haskell',
  jl: 'julia',
  kt: 'kotlin',
  kts: 'kotlin',
  less: 'less',
  lua: 'lua',
  m: 'objective-c',
  ml: 'ocaml',
  php: 'php',
  pl: 'perl',
  ps1: 'powershell',
  r: 'r',
  rb: 'ruby',
  scala: 'scala',
  scss: 'scss',
  sh: 'shell',
  bash: 'shell',
  zsh: 'shell',
  sql: 'sql',
  svelte: 'svelte',
  swift: 'swift',
  vue: 'vue',
  zig: 'zig',
};

/** The language of a file; undefined for what is no source code. */
export function languageOfName(name: string): Language | undefined {
  const ending = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  const parsed = Object.hasOwn(PARSED, ending) ? PARSED[ending] : undefined;
  if (parsed) return { name: parsed[0], grammar: parsed[1] };
  return Object.hasOwn(OTHERS, ending) ? { name: OTHERS[ending]! } : undefined;
}
