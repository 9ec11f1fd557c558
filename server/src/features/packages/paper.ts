import type { Viewer } from '@hutang/shared'
import type { Deps } from '../../deps'
import { type Block, type Door, type Paper, paperDate } from '../../paper'
import { doorOf } from '../scenes'
import { type Outline, outlineOf } from './outline.rules'
import { ownPackage } from './own'

/** 政策包 on paper: what the page says of an enterprise of one's own today. */
export async function packagePaper(deps: Deps, viewer: Viewer, id: string): Promise<Paper> {
  const outline = outlineOf(await ownPackage(deps, viewer, id))
  return paperOf(outline, await packageDoor(deps, id), deps.clock.now())
}

export const packageDoor = (deps: Deps, enterprise: string): Promise<Door> =>
  doorOf(deps, {
    target: { kind: 'package', enterprise },
    page: 'policies/package',
    query: { id: enterprise },
    caption: '扫码看最新的',
  })

export const paperOf = ({ title, lead, groups, more }: Outline, door: Door, now: Date): Paper => ({
  size: 'A4',
  reading: 'office',
  title,
  running: title,
  foot: `${paperDate(now)}打印`,
  at: now,
  blocks: [
    { kind: 'title', text: title },
    { kind: 'lead', text: lead },
    ...groups.flatMap(blocksOf),
    ...(more ? [{ kind: 'paragraphs', text: more } as const] : []),
    {
      kind: 'closing',
      items: [{ name: '日期', text: paperDate(now) }],
      qr: door,
    },
  ],
})

const blocksOf = ({ name, entries }: Outline['groups'][number]): Block[] => [
  { kind: 'title', text: name },
  ...entries.flatMap(({ title, note, words, conditions }): Block[] => [
    { kind: 'heading', text: title, note },
    { kind: 'paragraphs', text: [words, ...conditions.map((one) => `· ${one}`)].join('\n') },
  ]),
]
