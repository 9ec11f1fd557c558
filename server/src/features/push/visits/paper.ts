import { toldHows, toldHowText } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import { type Block, type Paper, paperDate } from '../../../paper'
import type { Actor } from '../../accounts'
import { regionOf } from '../../regions'
import { type Cut, fits } from './cuts.rules'
import { type Door, doorsOf } from './doors'
import { waitingIn } from './live'
import { visitorOf } from './rights'
import { roundText } from './round.rules'
import { visitView } from './view'

/** What a cadre takes along: no telephone number, since paper is lost; boxes to tick, and nothing to sign. */
export async function visitPaper(deps: Deps, actor: Actor, code: string, cut: Cut): Promise<Paper> {
  const region = await regionOf(deps, code)
  const theirs = visitorOf(actor, code)
  const all = await doorsOf(deps, code, await waitingIn(deps, code, actor.viewer))
  const doors = all.filter((door) => theirs(door) && fits(cut, door))
  if (doors.length === 0) throw new AppError('wrongState', { message: '现在没有要上门说的，不用打印。' })
  const now = deps.clock.now()
  const name = `${region.name} 入户名单`
  return {
    size: 'A4',
    reading: 'office',
    title: `${name} ${paperDate(now)}`,
    running: name,
    foot: `${paperDate(now)}打印　只在村里用，用完收好`,
    at: now,
    blocks: [
      { kind: 'masthead', name: '入户名单', note: `${region.name}　${roundText(now)}` },
      {
        kind: 'lead',
        text: `这${doors.length}户收不到手机消息，请上门或打电话说一声。不用拍照，不计考核。`,
      },
      ...[...byPlace(doors)].map(([place, some]) => tableOf(place, some, now)),
      { kind: 'paragraphs', text: '回来后在“入户名单”里打钩，就算告知了。' },
    ],
  }
}

const placeOf = ({ area, row, group }: Door): string =>
  [area?.name, row?.name, group].filter(Boolean).join('　') || '其他'

function byPlace(doors: readonly Door[]): Map<string, Door[]> {
  const places = new Map<string, Door[]>()
  for (const door of doors) places.set(placeOf(door), [...(places.get(placeOf(door)) ?? []), door])
  return places
}

const boxes = toldHows.map((how) => `□${toldHowText[how]}`).join(' ')

const tableOf = (place: string, doors: readonly Door[], now: Date): Block => ({
  kind: 'table',
  caption: `${place}　${doors.length} 户`,
  columns: ['户主', '户号', '楼号', '要说的事', '告知'].map((label) => ({ label, align: 'left' as const })),
  rows: doors.map(({ name, code, building, visits }) => [
    name,
    code || '—',
    building || '—',
    visits.map((one) => visitView(one, now).title).join('；'),
    boxes,
  ]),
  totals: [],
})
