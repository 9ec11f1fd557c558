/** A unique index spoke: someone else was first. */
export const isDuplicate = (problem: unknown): boolean =>
  typeof problem === 'object' && problem !== null && (problem as { code?: unknown }).code === 11000
