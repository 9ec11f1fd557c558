import { checkSignOf } from '../../shared/src/rules/privacy/id-cards'

/** An id number of the right form for somebody who does not exist: an area that was never given out. */
export function madeUpIdNumber(year: number, serial: number): string {
  const seventeen = `319999${year}0${1 + (serial % 9)}${10 + (serial % 18)}${String(serial % 1000).padStart(3, '0')}`
  return seventeen + checkSignOf(seventeen)
}
