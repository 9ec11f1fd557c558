import type { NoticeLine, Viewer } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { announce, type Description, type Gone, type Subject } from '../../announcements'
import { knownRegion, refOf, regionRefs } from '../../regions'
import { type EnterpriseDoc, type EnterpriseLinkDoc, enterpriseModels } from '../enterprises.model'
import { seenBy } from '../profile/own'

const category = '我的企业'

/** One decision: asked again, it is another. */
const idOf = (link: string, at: Date): string => `${link}:${at.getTime()}`

function decisionNamed(id: string): { link: string; at: number } | null {
  const [, link, at] = /^(.+):(\d+)$/.exec(id) ?? []
  return link ? { link, at: Number(at) } : null
}

/** What somebody else decided; who leaves or joins knows it. */
function isTold({ state, by, settledAt, reason }: EnterpriseLinkDoc): boolean {
  if (settledAt === null || state === 'asked') return false
  return state === 'confirmed' ? by === 'claim' : reason !== null
}

/** Of no enterprise by name: it may stand on a locked screen. */
const titles = {
  asked: '您的企业申请有结果了',
  confirmed: '您的企业镇里已核实',
  refused: '您的企业申请没有通过',
  ended: '您和一家企业的关系已结束',
} as const satisfies Record<EnterpriseLinkDoc['state'], string>

const textOf = ({ state, reason }: EnterpriseLinkDoc, name: string): string =>
  state === 'confirmed'
    ? `“${name}”已核实，可以看政策包、请同事一起管。`
    : `“${name}”：${reason ?? titles[state]}`

const linkOf = ({ enterprise }: EnterpriseLinkDoc): string =>
  `policies/firms/index?id=${encodeURIComponent(enterprise)}`

/** Tells the person what was decided. Repeatable: a decision is announced once. */
export async function tellDecision(deps: Pick<Deps, 'db'>, link: EnterpriseLinkDoc): Promise<void> {
  if (!isTold(link) || link.settledAt === null) return
  await announce(deps, {
    subject: { kind: 'enterpriseLink', id: idOf(link._id, link.settledAt) },
    edition: link.state,
    kind: 'status',
    region: link.region,
    scopes: [],
    urgency: 'prompt',
    at: link.settledAt,
    validUntil: null,
    visit: false,
    againHours: null,
  })
}

/** The link as it was decided; null where something came after. */
async function decided(deps: Deps, id: string): Promise<EnterpriseLinkDoc | null> {
  const named = decisionNamed(id)
  const link =
    named && (await enterpriseModels(deps.db).EnterpriseLink.findById(named.link).lean<EnterpriseLinkDoc>())
  return link && isTold(link) && link.settledAt?.getTime() === named.at ? link : null
}

async function describe(deps: Deps, id: string): Promise<Description | Gone> {
  const link = await decided(deps, id)
  const place = link && (await knownRegion(deps, link.region))
  if (!link || !place) return { gone: 'done' }
  return {
    gone: null,
    edition: link.state,
    title: titles[link.state],
    name: category,
    category,
    item: null,
    text: async () => '',
    publishedAt: link.settledAt ?? link.at,
    publishedBy: place.office.name || place.name,
    place: place.name,
    link: linkOf(link),
    titleIsOpen: true,
    mayRead: (viewer) => viewer.person === link.person,
    concerns: async (concern, person) => concern === 'enterprise' && person === link.person,
  }
}

async function lines(deps: Deps, ids: readonly string[], viewer: Viewer): Promise<NoticeLine[]> {
  const { Enterprise } = enterpriseModels(deps.db)
  const links = (await Promise.all(ids.map((id) => decided(deps, id)))).map((link, at) => ({
    link,
    id: ids[at] ?? '',
  }))
  const own = links.flatMap(({ id, link }) => (link && link.person === viewer.person ? [{ id, link }] : []))
  const firms = await Enterprise.find({ _id: { $in: own.map(({ link }) => link.enterprise) } }).lean<
    EnterpriseDoc[]
  >()
  const refs = await regionRefs(
    deps,
    own.map(({ link }) => link.region),
  )
  return own.flatMap(({ id, link }): NoticeLine[] => {
    const firm = firms.find(({ _id }) => _id === link.enterprise)
    if (!firm) return []
    const { region, settledAt, at } = link
    return [
      {
        ...{ id, region, regionName: refOf(refs, region).name, itemNo: 0, itemName: category, category },
        ...{ title: titles[link.state], plain: textOf(link, seenBy(firm, link).profile.name) },
        ...{ publishedAt: (settledAt ?? at).toISOString(), link: linkOf(link) },
        ...{ audience: 'public', access: 'full', mine: true, state: 'none', stateText: null, own: [] },
      },
    ]
  })
}

/** What the township decided of who acts for which enterprise, told to that person alone. */
export const decidedSubject: Subject = {
  describe,
  lines,
  async concerned(deps, { subject }) {
    const link = await decided(deps, subject.id)
    return link ? [{ person: link.person, concern: 'enterprise' as const }] : []
  },
}
