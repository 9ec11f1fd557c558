import { confirmsEnterprises, type NoticeLine, type Viewer } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { holdersWho } from '../../accounts'
import { announce, type Description, type Gone, type Subject } from '../../announcements'
import { knownRegion, refOf, regionRefs } from '../../regions'
import { type EnterpriseLinkDoc, enterpriseModels } from '../enterprises.model'

const category = '办理'
/** A stranger may read it on a lock screen. */
const title = '有一份企业申请等您核实'
const [townshipDigits, countyDigits] = [9, 6]

const officeOf = ({ region }: Pick<EnterpriseLinkDoc, 'region'>): string => region.slice(0, townshipDigits)
const linkOf = (link: EnterpriseLinkDoc): string => `office/enterprises/index?region=${officeOf(link)}`

/** Tells the office that somebody asks. Repeatable: what is asked is announced once. */
export async function tellWaiting(deps: Pick<Deps, 'db'>, link: EnterpriseLinkDoc): Promise<void> {
  if (link.region === '') return
  await announce(deps, {
    subject: { kind: 'enterpriseWork', id: `${link._id}:${link.at.getTime()}` },
    edition: 'asked',
    kind: 'work',
    region: officeOf(link),
    scopes: [],
    urgency: 'prompt',
    at: link.at,
    validUntil: null,
    visit: false,
    againHours: null,
  })
}

async function asked(deps: Pick<Deps, 'db'>, id: string): Promise<EnterpriseLinkDoc | null> {
  const [, named, at] = /^(.+):(\d+)$/.exec(id) ?? []
  const link =
    named && (await enterpriseModels(deps.db).EnterpriseLink.findById(named).lean<EnterpriseLinkDoc>())
  return link && link.at.getTime() === Number(at) ? link : null
}

/** The officers of the township; where it has none, the county's administrators. Nobody decides about their own. */
async function workers(deps: Deps, link: EnterpriseLinkDoc): Promise<string[]> {
  const may = (viewer: Viewer) => confirmsEnterprises(viewer, link.region) && viewer.account !== link.account
  for (const office of [officeOf(link), link.region.slice(0, countyDigits)]) {
    const found = (await holdersWho(deps, office, may)).filter((person) => person !== link.person)
    if (found.length > 0) return found
  }
  return []
}

async function describe(deps: Deps, id: string): Promise<Description | Gone> {
  const link = await asked(deps, id)
  const place = link && (await knownRegion(deps, officeOf(link)))
  if (!link || !place || link.state !== 'asked') return { gone: 'done' }
  return {
    gone: null,
    edition: 'asked',
    ...{ title, name: category, category, item: null },
    text: async () => '',
    publishedAt: link.at,
    publishedBy: place.office.name || place.name,
    place: place.name,
    link: linkOf(link),
    titleIsOpen: true,
    mayRead: (viewer) => confirmsEnterprises(viewer, link.region),
    concerns: async (concern, person) => concern === 'work' && (await workers(deps, link)).includes(person),
  }
}

async function lines(deps: Deps, ids: readonly string[], viewer: Viewer): Promise<NoticeLine[]> {
  const links = await Promise.all(ids.map((id) => asked(deps, id)))
  const refs = await regionRefs(
    deps,
    links.flatMap((link) => (link ? [officeOf(link)] : [])),
  )
  return links.flatMap((link, at): NoticeLine[] => {
    if (!link || !confirmsEnterprises(viewer, link.region)) return []
    const region = officeOf(link)
    return [
      {
        ...{ id: ids[at] ?? '', region, regionName: refOf(refs, region).name, itemNo: 0 },
        ...{ itemName: category, category, title, plain: null, publishedAt: link.at.toISOString() },
        ...{ link: linkOf(link), audience: 'public', access: 'title', mine: false, state: 'none', own: [] },
        stateText: link.state === 'asked' ? null : '已办',
      },
    ]
  })
}

/** Who asks to act for an enterprise, announced to whoever confirms it. */
export const enterpriseWorkSubject: Subject = {
  describe,
  lines,
  async concerned(deps, { subject }) {
    const link = await asked(deps, subject.id)
    if (link?.state !== 'asked') return []
    return (await workers(deps, link)).map((person) => ({ person, concern: 'work' as const }))
  },
}
