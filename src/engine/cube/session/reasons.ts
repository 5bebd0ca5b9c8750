/** Reasons of changes that the session makes by itself; all texts of this file are translated. */
export const REASONS = {
  outside: 'Changed outside',
  settled: 'Settle conflicts with the file on disk',
  undo: (reason: string): string => `Undo: ${reason}`,
} as const;
