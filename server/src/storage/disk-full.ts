/**
 * The disk has no room: as the database says it (OutOfDiskSpace, https://www.mongodb.com/docs/manual/reference/error-codes/)
 * or the system.
 */
export const isDiskFull = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  [14_031, 'ENOSPC', 'EDQUOT'].includes((error as { code?: string | number }).code ?? '')
