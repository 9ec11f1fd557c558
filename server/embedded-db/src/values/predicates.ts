import { NUMBER, toNumber, typeOf } from './values'

export const isNumber = (value: unknown) => value !== undefined && typeOf(value) === NUMBER

/** What counts as true: anything but nothing, null, false and zero. */
export function truthy(value: unknown): boolean {
  if (value === undefined || value === null || value === false) return false
  return typeOf(value) !== NUMBER || toNumber(value) !== 0
}
