/** A unique index refused the write: somebody else was first. https://www.mongodb.com/docs/manual/reference/error-codes/ */
export const isDuplicate = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && (error as { code?: unknown }).code === 11_000
