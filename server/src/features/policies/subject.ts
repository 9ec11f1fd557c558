import type { NoticeLine } from '@hutang/shared'
import type { Deps } from '../../deps'
import type { AnnouncementDoc, Description, Gone, Subject } from '../announcements'
import { knownRegion, refOf, regionRefs } from '../regions'
import { type PublishedPolicy, policyOf, publishedPolicies } from './reading/published'
import { statusOf } from './reading/status'

const category = '政策'

export const policyPage = (id: string): string => `policies/policy/index?id=${encodeURIComponent(id)}`

/** A policy stands for everybody to read: only what it says now is told. */
async function describe(deps: Deps, id: string, kind: AnnouncementDoc['kind']): Promise<Description | Gone> {
  const policy = await policyOf(deps, id)
  const place = policy && (await knownRegion(deps, policy.region))
  if (!policy || !place) return { gone: 'notPublished' }
  const { content, head, current, state } = policy
  if (state === 'withdrawn' && kind !== 'withdrawn') return { gone: 'withdrawn' }
  if (state !== 'withdrawn' && kind === 'withdrawn') return { gone: 'notPublished' }
  return {
    gone: null,
    edition: current,
    title: kind === 'status' ? `${content.title}：${standingText(deps, policy)}` : content.title,
    name: category,
    category,
    item: null,
    text: async () =>
      state === 'published' ? [content.title, content.plain, content.issuer, content.text].join('\n') : '',
    publishedAt: head.correctedAt ?? head.publishedAt,
    publishedBy: head.publishedBy,
    place: place.name,
    link: policyPage(id),
    titleIsOpen: true,
    mayRead: () => true,
    concerns: async () => false,
    concernsMany: async () => new Set(),
  }
}

/** How it stands, as a message about 额满, 暂停, 恢复 or 延期 says it: 额满; 申报中，12月10日截止. */
function standingText({ clock }: Deps, { content, availability }: PublishedPolicy): string {
  const { text, deadline } = statusOf(content, availability, clock.now())
  return [text, deadline.replace(/。$/, '')].filter((part) => part !== '').join('，')
}

async function lines(deps: Deps, ids: readonly string[]): Promise<NoticeLine[]> {
  const { byId } = await publishedPolicies(deps)
  const found = ids.flatMap((id) => byId.get(id) ?? [])
  const regions = await regionRefs(deps, [...new Set(found.map(({ region }) => region))])
  return found.map(({ _id, region, content, head, state }) => ({
    id: _id,
    region,
    regionName: refOf(regions, region).name,
    itemNo: 0,
    itemName: category,
    category,
    title: content.title,
    plain: content.plain,
    publishedAt: head.publishedAt.toISOString(),
    ...(head.correctedAt ? { correctedAt: head.correctedAt.toISOString() } : {}),
    link: policyPage(_id),
    audience: 'public',
    access: 'full',
    mine: false,
    state,
    stateText: state === 'withdrawn' ? '已撤回' : null,
    own: [],
  }))
}

/** What the push engine may ask about policies. Nobody is told but who follows; whom one fits, `packages` says. */
export const policySubject: Subject = {
  describe,
  lines: (deps, ids) => lines(deps, ids),
  concerned: async () => [],
}
