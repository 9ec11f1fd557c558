/** The unique index said no: another worker was first, which is what it is for. */
export function isDuplicate(error: unknown): boolean {
  return typeof error === 'object' && error !== null && (error as { code?: unknown }).code === 11000
}

/** Which index said no, by its first field. */
export function duplicateOn(error: unknown, field: string): boolean {
  if (!isDuplicate(error)) return false
  const pattern = (error as { keyPattern?: Record<string, unknown> }).keyPattern
  return pattern !== undefined && Object.hasOwn(pattern, field)
}
