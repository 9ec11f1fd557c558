import {
  conditionsOf,
  type FieldProblem,
  type Objection,
  objectionsTo,
  type PolicyContent,
  policyReadiness,
  visibleText,
} from '@hutang/shared'
import type { PolicyChangeDoc } from '../policies.model'
import { personalDataInPolicy } from './content.rules'

/** Spaces and line ends are not what a sentence says. */
const plain = (text: string): string => text.normalize('NFKC').replace(/\s/g, '')

/** A condition without its sentence in the document is somebody's own. */
function strangeSentences({ rule, text }: PolicyContent): FieldProblem[] {
  const document = plain(text)
  if (document === '') return []
  return conditionsOf(rule).flatMap(({ condition, path }) => {
    const sentence = plain(condition.sourceText)
    return sentence === '' || document.includes(sentence)
      ? []
      : [
          {
            field: `content.rule.${path}`,
            message: `政策原文里找不到“${condition.sourceText}”这句话，请从原文里复制过来。`,
          },
        ]
  })
}

function changeProblems(change: PolicyChangeDoc | null): FieldProblem[] {
  if (!change) return []
  return [
    ...(visibleText(change.note) === ''
      ? [{ field: 'change.note', message: '还没有写更正说明：用一句话说清哪里错了、现在是什么。' }]
      : []),
    ...(change.size === null
      ? [{ field: 'change.size', message: '还没有选：只改错字，还是内容有变要通知收到过的人。' }]
      : []),
  ]
}

/** Everything that stands between a draft and its reviewer. */
export const problemsOf = (content: PolicyContent, change: PolicyChangeDoc | null): FieldProblem[] => [
  ...policyReadiness(content),
  ...strangeSentences(content),
  ...personalDataInPolicy(content),
  ...changeProblems(change),
]

/** What must not be asked for: it blocks as well, with the sentence and the way out. */
export const objectionsIn = (content: PolicyContent): Objection[] => objectionsTo(content)
