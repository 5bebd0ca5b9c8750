// The engine, the command line, the workers and the views must not know the editor: for them `vscode`
// resolves to this module, which exports nothing, so that even a type import fails to compile.
export {};
