import { industryCode } from '@hutang/shared'
import { industries } from './office-tables'

let names: ReadonlyMap<string, string> | null = null

/** The name of a 门类, 大类 or 中类, by its code with or without the letter: A01 is 农业. */
export function industryName(code: string): string | undefined {
  names ??= new Map(
    industries().rows.flatMap((row) => {
      const [written = '', name = ''] = row.split(' ')
      const known = industryCode(written)
      return known === null ? [] : [[known, name] as const]
    }),
  )
  return names.get(industryCode(code) ?? code)
}
