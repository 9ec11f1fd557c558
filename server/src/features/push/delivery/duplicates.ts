import { isDuplicate } from '../../../storage/duplicate'

/** Which index said no, by one of its fields. */
export function duplicateOn(error: unknown, field: string): boolean {
  if (!isDuplicate(error)) return false
  const pattern = (error as { keyPattern?: Record<string, unknown> }).keyPattern
  return pattern !== undefined && Object.hasOwn(pattern, field)
}
