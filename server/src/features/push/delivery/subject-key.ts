import type { MatchDoc } from '../push.model'

/** What is described alike: a subject, as it was announced. */
export const subjectKey = ({ subject, kind }: Pick<MatchDoc, 'subject' | 'kind'>): string =>
  `${subject.kind}:${subject.id}:${kind}`
