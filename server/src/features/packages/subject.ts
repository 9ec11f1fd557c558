import { actsFor, type NoticeLine, outcomeOf, shortDayWords, subjectOf } from '@hutang/shared'
import type { Deps } from '../../deps'
import type { AnnouncementDoc, Asked, Description, Gone, Held, Subject } from '../announcements'
import { enterprisesById, peopleOf, profileOf } from '../enterprises'
import { type PublishedPolicy, policyPage, publishedPolicies, statusOf } from '../policies'
import { wantPersonal } from '../push'
import { refOf, regionRefs } from '../regions'
import { today } from './look'
import { candidateOf } from './policies'
import { hasBeenLookedAt } from './rounds'
import { packageSubjectId, partsOfSubject } from './subject-id'

const category = '政策包'
const gone = (how: Gone['gone']): Gone => ({ gone: how })

/** What a policy means for an enterprise at this moment: what has become wrong since is not told. */
async function describe(
  deps: Deps,
  id: string,
  kind: AnnouncementDoc['kind'],
): Promise<Description | Gone | Held> {
  const parts = partsOfSubject(id)
  const { byId, concealed } = await publishedPolicies(deps)
  const away = concealed.get(parts?.policy ?? '')
  if (away) return away.hidden ? { gone: 'hidden', until: away.hidden.until } : gone('takenDown')
  const policy = parts && byId.get(parts.policy)
  const [enterprise] = parts && policy ? await enterprisesById(deps, [parts.enterprise]) : []
  if (!parts || !policy || !enterprise) return gone('notPublished')
  const day = today(deps)
  const outcome = outcomeOf(candidateOf(policy), subjectOf(profileOf(enterprise)), day)
  const isWithdrawn = policy.state === 'withdrawn'
  if (kind !== 'status') {
    if (isWithdrawn) return gone('withdrawn')
    if (outcome === 'notEligible' || outcome === 'received') return gone('done')
    if (isOver(deps, policy, kind)) return gone('done')
  }
  const regions = await regionRefs(deps, [policy.region])
  return {
    gone: null,
    edition: policy.current,
    title: `${policy.content.title}：${words(deps, policy, outcome, day)}`,
    name: category,
    category,
    item: null,
    text: async () => '',
    publishedAt: policy.head.correctedAt ?? policy.head.publishedAt,
    publishedBy: policy.head.publishedBy,
    place: refOf(regions, policy.region).name,
    link: linkOf(parts.policy, parts.enterprise),
    // It is said of no enterprise by name; what a policy is called everybody may read.
    titleIsOpen: true,
    mayRead: (viewer) => actsFor(viewer, parts.enterprise),
    concerns: async (concern, person) =>
      concern === 'enterprise' && (await stillConcerned(deps, parts.enterprise, [person])).has(person),
    concernsMany: async (concern, people: readonly Asked[]) =>
      concern === 'enterprise'
        ? stillConcerned(
            deps,
            parts.enterprise,
            people.map(({ person }) => person),
          )
        : new Set(),
  }
}

const linkOf = (policy: string, enterprise: string): string =>
  `${policyPage(policy)}&enterprise=${encodeURIComponent(enterprise)}`

/** What is new may open later; a reminder is of what is open. */
function isOver(
  deps: Deps,
  { content, availability }: PublishedPolicy,
  kind: AnnouncementDoc['kind'],
): boolean {
  const status = statusOf(content, availability, deps.clock.now())
  const isOpen = status.state === 'open' || status.state === 'closing'
  return !isOpen && (kind === 'reminder' || status.state !== 'notYet')
}

function words(
  deps: Deps,
  { content, availability, state }: PublishedPolicy,
  outcome: ReturnType<typeof outcomeOf>,
  day: string,
): string {
  if (state === 'withdrawn') return '已撤回'
  if (outcome === 'notEligible') return '有变化，目前不符合条件'
  const status = statusOf(content, availability, deps.clock.now())
  const fits = outcome === 'eligible' ? '您填的条件都符合' : '可能符合，看看还差什么'
  const isOpen = status.state === 'open' || status.state === 'closing'
  const when = isOpen
    ? status.deadline.replace(/。$/, '')
    : status.state === 'notYet' && status.opensOn !== null
      ? `${shortDayWords(status.opensOn, day)}开始申报`
      : status.text
  return [fits, when].filter((part) => part !== '').join('，')
}

/** Those who act for it and have not switched personal pushes off (个人信息保护法第二十四条). */
async function stillConcerned(
  deps: Deps,
  enterprise: string,
  people?: readonly string[],
): Promise<ReadonlySet<string>> {
  const acting = ((await peopleOf(deps, [enterprise])).get(enterprise) ?? []).map(({ person }) => person)
  const asked = people === undefined ? acting : acting.filter((person) => people.includes(person))
  return wantPersonal(deps.db, asked)
}

async function lines(
  deps: Deps,
  ids: readonly string[],
  viewer: Parameters<Subject['lines']>[2],
): Promise<NoticeLine[]> {
  const asked = ids.flatMap((id) => {
    const parts = partsOfSubject(id)
    return parts && actsFor(viewer, parts.enterprise) ? [{ id, ...parts }] : []
  })
  if (asked.length === 0) return []
  const [{ byId }, firms] = await Promise.all([
    publishedPolicies(deps),
    enterprisesById(deps, [...new Set(asked.map(({ enterprise }) => enterprise))]),
  ])
  const names = new Map(firms.map((one) => [one._id, one.profile.name]))
  const regions = await regionRefs(deps, [...new Set([...byId.values()].map(({ region }) => region))])
  return asked.flatMap(({ id, policy: key, enterprise }): NoticeLine[] => {
    const policy = byId.get(key)
    const name = names.get(enterprise)
    if (!policy || name === undefined) return []
    const { content, head, region, state } = policy
    return [
      {
        id,
        region,
        regionName: refOf(regions, region).name,
        itemNo: 0,
        itemName: category,
        category,
        title: `${name}：${content.title}`,
        plain: content.plain,
        publishedAt: head.publishedAt.toISOString(),
        link: linkOf(key, enterprise),
        audience: 'public',
        access: 'full',
        mine: true,
        state,
        stateText: state === 'withdrawn' ? '已撤回' : null,
        own: [],
      },
    ]
  })
}

/** What the push engine may ask about packages: told to whoever acts for the enterprise, for each of theirs. */
export const packageSubject: Subject = {
  describe,
  lines,
  // Who follows policies and acts for a firm hears of one policy once: what it means for the firm.
  covers: {
    kind: 'policy',
    of: (id) => partsOfSubject(id)?.policy ?? '',
    to: (policy, { enterprises = [] }) => enterprises.map((firm) => packageSubjectId(policy, firm)),
    isSettled: hasBeenLookedAt,
  },
  async concerned(deps, { subject }) {
    const parts = partsOfSubject(subject.id)
    if (!parts) return []
    const people = await stillConcerned(deps, parts.enterprise)
    return [...people].map((person) => ({ person, concern: 'enterprise' as const }))
  },
}
