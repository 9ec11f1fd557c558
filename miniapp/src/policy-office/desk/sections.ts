import type { PolicyWorkLine } from '@hutang/shared/contract'
import type { Answer } from '../../api/contract'

export type PolicyDesk = Answer<'GET /api/regions/:code/policy-desk'>

export interface Sections {
  /** Whose writer is gone. */
  orphans: PolicyWorkLine[]
  returned: PolicyWorkLine[]
  drafts: PolicyWorkLine[]
  reviews: PolicyWorkLine[]
  approved: PolicyWorkLine[]
  /** Waiting for somebody else. */
  waiting: PolicyWorkLine[]
  /** 我要办 or 原文 cannot be opened. */
  dead: PolicyWorkLine[]
  closing: PolicyWorkLine[]
  published: PolicyWorkLine[]
}

/** The work of today in a good order; each line stands in one section. */
export function sectionsOf({ open: all, published, may }: PolicyDesk): Sections {
  const orphans = all.filter(({ orphan, mine }) => may.write && orphan && !mine)
  const open = all.filter((line) => !orphans.includes(line))
  const inState = (state: PolicyWorkLine['state']) => open.filter((line) => line.state === state)
  const [submitted, approved] = [inState('submitted'), inState('approved')]
  const mayReview = (line: PolicyWorkLine) => may.review && !line.mine
  const mayPublish = (line: PolicyWorkLine) => may.publish && !line.mine
  const dead = published.filter(({ deadLinks }) => deadLinks.length > 0)
  const closing = published.filter((line) => line.status.state === 'closing' && !dead.includes(line))
  return {
    orphans,
    returned: inState('returned'),
    drafts: inState('draft'),
    reviews: submitted.filter(mayReview),
    approved: approved.filter(mayPublish),
    waiting: [
      ...inState('scheduled'),
      ...submitted.filter((line) => !mayReview(line)),
      ...approved.filter((line) => !mayPublish(line)),
    ],
    dead,
    closing: closing.sort((a, b) => (a.status.closesOn ?? '').localeCompare(b.status.closesOn ?? '')),
    published: published.filter((line) => !dead.includes(line) && !closing.includes(line)),
  }
}

export const isIdle = ({ orphans, returned, drafts, reviews, approved, dead }: Sections): boolean =>
  orphans.length + returned.length + drafts.length + reviews.length + approved.length + dead.length === 0
