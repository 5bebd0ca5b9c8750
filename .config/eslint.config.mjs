/*
 * What every file must keep to. Types decide much of it (typescript-eslint, strict and type-checked), so that no
 * promise floats and nothing is `any`. Walls between folders are in dependency-cruiser.cjs, apart from the one that
 * matters most, `vscode`, which is here too: an editor shows it while somebody types.
 */
import tseslint from 'typescript-eslint';
import reactHooks from 'eslint-plugin-react-hooks';

const typescript = ['**/*.ts', '**/*.tsx', '**/*.mts'];
const javascript = ['**/*.js', '**/*.cjs', '**/*.mjs'];

/** Syntax that the house does without, with the reason that the person at the keyboard reads. */
const syntax = {
  defaultExport: {
    selector: 'ExportDefaultDeclaration',
    message: 'Use a named export: it keeps its name wherever it is imported.',
  },
  barrel: {
    selector:
      'ExportAllDeclaration, Program:has(> ExportNamedDeclaration[source]):not(:has(> :not(ExportNamedDeclaration[source], ImportDeclaration)))',
    message: 'Import from the file that has it; a file that only passes things on hides the arrows.',
  },
  html: {
    selector:
      "JSXAttribute[name.name='dangerouslySetInnerHTML'], AssignmentExpression > MemberExpression.left[property.name=/^(inner|outer)HTML$/], CallExpression[callee.property.name='insertAdjacentHTML']",
    message: 'Text of a cube is never HTML; render it as text.',
  },
  enumeration: {
    selector: 'TSEnumDeclaration',
    message: 'Use a union of literals or an `as const` object.',
  },
};

const vscodeOnlyInExtension = {
  paths: [
    {
      name: 'vscode',
      message: 'Only src/extension knows the editor, types included; pass a port or a plain value instead.',
    },
  ],
};

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/',
      'dist/',
      '.cache/',
      'coverage/',
      'media/',
      '**/*.d.ts',
      'test/fixtures/',
      'test/layers/fixtures/',
    ],
  },
  {
    linterOptions: { reportUnusedDisableDirectives: 'error', noInlineConfig: true },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'max-lines': ['error', { max: 400 }],
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'no-else-return': 'error',
      'object-shorthand': 'error',
      'no-constant-binary-expression': 'error',
      'no-duplicate-case': 'error',
      'no-unsafe-finally': 'error',
      'no-sparse-arrays': 'error',
      'no-fallthrough': 'error',
    },
  },
  {
    files: typescript,
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      'no-restricted-syntax': ['error', ...Object.values(syntax)],
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'separate-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/consistent-type-exports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/prefer-promise-reject-errors': [
        'error',
        { allowThrowingAny: true, allowThrowingUnknown: true },
      ],
      '@typescript-eslint/ban-ts-comment': 'error',
      // Every index may be undefined here, so `!` after a check of the bounds says what a loop knows.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // Files and messages are checked although their declared shape says that a part is always there.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      // Ports want promises of implementations that have nothing to wait for.
      '@typescript-eslint/require-await': 'off',
      // A contract may have no requests at all, and a reader returns the type that its caller names.
      '@typescript-eslint/no-generated-empty-object-type': 'off',
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      // Text is taken apart by code points on purpose.
      '@typescript-eslint/no-misused-spread': 'off',
    },
  },
  {
    files: ['src/**', 'webview-ui/**'],
    ignores: ['src/extension/**'],
    rules: { '@typescript-eslint/no-restricted-imports': ['error', vscodeOnlyInExtension] },
  },
  {
    // The driver types its settings as classes that nobody can make.
    files: ['src/engine/store/neo4j/connection.ts', 'src/engine/store/neo4j/server.ts'],
    rules: { '@typescript-eslint/no-unsafe-class-instance-assignment': 'off' },
  },
  {
    files: ['src/**', 'webview-ui/**'],
    ignores: ['src/cli/**'],
    rules: { 'no-console': 'error' },
  },
  {
    files: ['webview-ui/**/*.ts', 'webview-ui/**/*.tsx'],
    plugins: { 'react-hooks': reactHooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  {
    // Configuration files are read by tools that want a default export.
    files: ['**/*.config.mts'],
    rules: { 'no-restricted-syntax': ['error', syntax.barrel, syntax.html, syntax.enumeration] },
  },
  {
    files: javascript,
    languageOptions: { globals: globalsOfNode() },
    rules: { 'no-undef': 'error', 'no-unused-vars': 'error' },
  },
);

function globalsOfNode() {
  const names = [
    '__dirname',
    '__filename',
    'module',
    'require',
    'exports',
    'process',
    'console',
    'Buffer',
    'URL',
  ];
  const more = ['fetch', 'AbortController', 'AbortSignal', 'setTimeout', 'clearTimeout', 'setInterval'];
  const rest = [
    'clearInterval',
    'setImmediate',
    'structuredClone',
    'TextDecoder',
    'TextEncoder',
    'performance',
  ];
  return Object.fromEntries([...names, ...more, ...rest].map((name) => [name, 'readonly']));
}
