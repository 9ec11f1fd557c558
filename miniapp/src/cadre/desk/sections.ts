import type { Desk, Sections } from '../../format/desk-sections'

export const isIdle = (sections: Sections, claims: number): boolean =>
  sections.returned.length + sections.drafts.length + sections.reviews.length + sections.approved.length ===
    0 && claims === 0

/** Something hidden or reported waits for somebody. */
export const hasLeaks = ({ leaks }: Pick<Desk, 'leaks'>): boolean =>
  leaks !== null && leaks.hidden.length + leaks.reports.length > 0
