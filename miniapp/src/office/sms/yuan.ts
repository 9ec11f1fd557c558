import { moneyFigure } from '@hutang/shared/rules'

/** 4940 as "49.40 元". */
export const yuanText = (fen: number): string => `${moneyFigure(fen)} 元`

/** "200" or "49.4" as fen; undefined for anything else. */
export function fenOf(yuan: string): number | undefined {
  const [, whole = '', part = ''] = /^(\d{1,6})(?:\.(\d{1,2}))?$/.exec(yuan.trim()) ?? []
  return whole === '' ? undefined : Number(whole) * 100 + Number(part.padEnd(2, '0'))
}
