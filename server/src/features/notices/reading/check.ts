import { type Api, type NoticeLine, visitor } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { siteUrl } from '../../../http/site'
import { allRegions } from '../../regions'
import { checkCode, codeTyped, isOfRegion } from './check-code'
import { placeOfNotice } from './current'
import { noticeLines } from './lines'
import { type Published, type PublishedNotice, publishedIn } from './published'

type Answer = Api['GET /api/check']['response']

/** By what they are made of: made again when something else can be read. */
const keptCodes = new WeakMap<Published, ReadonlyMap<string, string>>()

/** The newest first, so that of two notices with one code the newer would be told. */
function codesIn(published: Published): ReadonlyMap<string, string> {
  const kept = keptCodes.get(published)
  if (kept) return kept
  const codes = new Map<string, string>()
  for (const { _id, region } of published.all) {
    const code = checkCode(region, _id)
    if (!codes.has(code)) codes.set(code, _id)
  }
  keptCodes.set(published, codes)
  return codes
}

/** Whether what somebody typed, or a QR code holds, is of something that was published here. Tells what a visitor may read. */
export async function checkPublished(deps: Deps, text: string): Promise<Answer> {
  const site = siteUrl(deps.config)
  const link = linkIn(text)
  if (link && !isOurs(link, site)) return { outcome: 'elsewhere', found: null, site }
  const id = link ? idIn(link) : await idOfCode(deps, text)
  const found = id === null ? null : await foundAs(deps, id)
  if (!found) return { outcome: 'unknown', found: null, site }
  return { outcome: found.state === 'published' ? 'published' : 'ended', found, site }
}

function linkIn(text: string): URL | null {
  try {
    const url = new URL(text.trim())
    return /^https?:$/.test(url.protocol) ? url : null
  } catch {
    return null
  }
}

const isOurs = (link: URL, site: string): boolean => {
  try {
    return link.origin === new URL(site).origin
  } catch {
    return false
  }
}

/** A page's address stands behind #; a picture's or a file's in the path. */
const idIn = (link: URL): string | null => {
  const query = new URLSearchParams(link.hash.split('?')[1] ?? '')
  const page = /^#\/?pages\/notice\/index\?/.test(link.hash) ? query.get('id') : null
  const file = /\/api\/notices\/([^/?#]+)/.exec(link.pathname)?.[1]
  return page ?? (file === undefined ? null : decoded(file))
}

function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part)
  } catch {
    return null
  }
}

async function idOfCode(deps: Deps, text: string): Promise<string | null> {
  const typed = codeTyped(text)
  if (!typed) return null
  const regions = [...(await allRegions(deps)).values()].filter(({ _id }) => isOfRegion(_id, typed.suffix))
  for (const { _id } of regions) {
    const id = codesIn(await publishedIn(deps, _id)).get(typed.code)
    if (id) return id
  }
  return null
}

async function foundAs(deps: Deps, id: string): Promise<Answer['found']> {
  const place = await placeOfNotice(deps, id)
  if (!place) return null
  const { notice, region, item } = place
  const { listed } = await publishedIn(deps, region.code)
  const [newest] = listed.filter((one) => one.item === notice.item && isLater(one, notice))
  const lines = await noticeLines(deps, [notice, ...(newest ? [newest] : [])], visitor)
  const line = lines.find((one) => one.id === id)
  if (!line) return null
  const later = newest && lines.find((one) => one.id === newest._id)
  const { head } = notice
  return {
    id,
    code: checkCode(region.code, id),
    region,
    no: item.no,
    itemName: item.level2,
    title: line.title,
    publishedAt: line.publishedAt,
    publishedBy: head.publishedBy,
    correctedAt: line.correctedAt ?? null,
    editionNo: head.editionNo,
    state: line.state,
    stateText: line.stateText,
    newest: later ? shortOf(later) : null,
  }
}

const isLater = (one: PublishedNotice, than: PublishedNotice): boolean =>
  one.head.publishedAt.getTime() > than.head.publishedAt.getTime()

const shortOf = ({ id, title, publishedAt }: NoticeLine) => ({ id, title, publishedAt })
