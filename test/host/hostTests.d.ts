/** Made by the runner (test/run/lib/hostVsix.js): requires every `*.host.ts`, in order of their names. */
declare module 'memcube-host-tests' {
  export function loadTests(): void;
}
