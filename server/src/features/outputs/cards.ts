import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { Deps } from '../../deps'
import { pageUrl, siteUrl } from '../../http/site'
import { type Card, type Paper, picture } from '../../paper'
import { mastheadOf } from '../board'
import { regionOf } from '../regions'
import { paperCode } from '../scenes'
import { aloudOf } from './aloud.rules'
import { postable } from './current'
import { groupCard, saidOf, shareCard } from './said.rules'

/** By all the words of a card: whatever changes a word is another picture. */
const drawn = new LRUCache<string, Buffer>({
  maxSize: 8 * 1024 * 1024,
  sizeCalculation: ({ length }) => length,
})

async function pictureOf(card: Card): Promise<Buffer> {
  const key = createHash('sha256').update(JSON.stringify(card)).digest('base64url')
  const known = drawn.get(key)
  if (known) return known
  const png = await picture(card)
  drawn.set(key, png)
  return png
}

export const linkOf = ({ config }: Pick<Deps, 'config'>, id: string): string =>
  pageUrl(config, 'pages/notice', { id })

export async function cardPicture(deps: Deps, id: string, shape: Card['shape']): Promise<Buffer> {
  const said = saidOf(await postable(deps, id), deps.clock.now())
  if (shape === 'share') return pictureOf(shareCard(said))
  const png = await paperCode(deps, { kind: 'notice', notice: id })
  const site = new URL(siteUrl(deps.config)).host
  return pictureOf(groupCard(said, { link: linkOf(deps, id), site, wechat: png }))
}

/** 大喇叭 on paper, each sentence a paragraph. */
export async function aloudPaper(deps: Deps, id: string): Promise<Paper> {
  const view = await postable(deps, id)
  const now = deps.clock.now()
  const said = saidOf(view, now)
  const { office } = await regionOf(deps, view.region.code)
  const sentences = aloudOf(view, said, office.phone)
  const name = mastheadOf(view.region)
  return {
    size: 'A4',
    reading: 'aloud',
    title: `${view.region.name} 大喇叭稿 ${said.title}`,
    running: `${name}　大喇叭稿`,
    foot: `第 ${view.editionNo} 版`,
    at: now,
    blocks: [
      { kind: 'masthead', name, note: '大喇叭稿　照着念' },
      { kind: 'paragraphs', text: sentences.join('\n') },
    ],
  }
}
