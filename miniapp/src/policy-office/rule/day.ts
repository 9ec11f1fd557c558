import { isPolicyDate } from '@hutang/shared/rules'

/** A day however it was typed: 2026-11-30, 2026.11.30, 20261130, 2026年11月30日. Null where there is no such day. */
export function typedDay(typed: string): string | null {
  const plain = typed.normalize('NFKC').trim()
  const [, year = '', month = '', day = ''] =
    /^(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?$/.exec(plain) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(plain) ??
    []
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return isPolicyDate(date) ? date : null
}
