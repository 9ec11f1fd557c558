import type { WorkLine } from '@hutang/shared/contract'
import type { Answer } from '../../api/contract'

type Desk = Answer<'GET /api/screens/desk'>

export interface Sections {
  returned: WorkLine[]
  drafts: WorkLine[]
  reviews: WorkLine[]
  approved: WorkLine[]
  scheduled: WorkLine[]
  /** Waiting for somebody else. */
  waiting: WorkLine[]
}

/** The work of today in a good order; what waits for others is separate. */
export function sectionsOf({ drafts, reviews, approved, can }: Desk): Sections {
  const lines = [...new Map([...drafts, ...reviews, ...approved].map((line) => [line.notice, line])).values()]
  const inState = (state: WorkLine['state']) => lines.filter((line) => line.state === state)
  const submitted = inState('submitted')
  const toPublish = inState('approved')
  return {
    returned: inState('returned'),
    drafts: inState('draft'),
    reviews: submitted.filter((line) => can.review && !line.mine),
    approved: toPublish.filter((line) => can.publish && !line.mine),
    scheduled: inState('scheduled'),
    waiting: [
      ...submitted.filter((line) => !can.review || line.mine),
      ...toPublish.filter((line) => !can.publish || line.mine),
    ],
  }
}

export const isIdle = (sections: Sections, claims: number): boolean =>
  sections.returned.length + sections.drafts.length + sections.reviews.length + sections.approved.length ===
    0 && claims === 0

/** Something hidden or reported waits for somebody. */
export const hasLeaks = ({ leaks }: Pick<Desk, 'leaks'>): boolean =>
  leaks !== null && leaks.hidden.length + leaks.reports.length > 0
