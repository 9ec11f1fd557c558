import type { Api, WorkLine } from '@hutang/shared/contract'

export type Desk = Api['GET /api/screens/desk']['response']

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

/** How many things of the desk this person has to do. */
export function countMine(desk: Desk): number {
  const { returned, drafts, reviews, approved } = sectionsOf(desk)
  const { orphans, leaks, claims, can } = desk
  return (
    [returned, drafts, reviews, approved, orphans].reduce((sum, { length }) => sum + length, 0) +
    (leaks ? leaks.hidden.length + leaks.reports.length : 0) +
    (can.verify ? claims : 0) +
    (desk.questions?.open ?? 0) +
    (desk.firms ?? 0)
  )
}
