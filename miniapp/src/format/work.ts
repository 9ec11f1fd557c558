import type { RegionRef, User } from '@hutang/shared/contract'

type Waiting = User['waiting'][number]

const villageText: Record<Waiting['what'], string> = {
  return: '退回给您修改',
  review: '等您审核',
  publish: '等您发布',
  answer: '等您答复',
}
/** In a township the review is a 保密审查 and the publication a 签发. */
const townshipText: Record<Waiting['what'], string> = {
  ...villageText,
  review: '等您保密审查',
  publish: '等您签发',
}

/** 2 件等您审核，1 件等您发布 */
export const waitingText = (waiting: readonly Waiting[]): string =>
  waiting
    .map(({ what, count, region }) => {
      const text = region.level === 'township' ? townshipText : villageText
      return `${count} 件${text[what]}`
    })
    .join('，')

/** The work of each office, in the order of the answer. */
export function byRegion(waiting: readonly Waiting[]): { region: RegionRef; waiting: Waiting[] }[] {
  const regions = new Map<string, { region: RegionRef; waiting: Waiting[] }>()
  for (const one of waiting) {
    const known = regions.get(one.region.code)
    if (known) known.waiting.push(one)
    else regions.set(one.region.code, { region: one.region, waiting: [one] })
  }
  return [...regions.values()]
}
