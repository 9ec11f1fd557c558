/** A household's code (户号) as it was typed, made plain: no spaces, no full-width signs, one kind of dash, capital letters. */
export const plainHouseholdCode = (typed: string): string =>
  typed
    .normalize('NFKC')
    .replace(/[\s\p{Cf}]/gu, '')
    .replace(/[\p{Pd}−_]/gu, '-')
    .toUpperCase()

/** The letters and digits of a code alone: people leave the dashes out, or put them elsewhere. */
export const householdKey = (code: string): string => plainHouseholdCode(code).replace(/[^\p{L}\p{N}]/gu, '')

/**
 * The one of these households that the typed code means: the one written just so, or else the only one with the same
 * letters and digits; undefined where there is none, or more than one.
 */
export function householdWritten<T extends { code: string }>(
  households: readonly T[],
  typed: string,
): T | undefined {
  const plain = plainHouseholdCode(typed)
  const exact = households.find(({ code }) => code === plain)
  if (exact) return exact
  const key = householdKey(typed)
  const alike = key === '' ? [] : households.filter(({ code }) => householdKey(code) === key)
  return alike.length === 1 ? alike[0] : undefined
}
