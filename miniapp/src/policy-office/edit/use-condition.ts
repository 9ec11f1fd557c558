import { type Condition, isCondition, type PolicyContent } from '@hutang/shared/rules'
import { useState } from 'react'
import { asAll, nodeAt, type Place, placed, removeAt, replaceAt } from '../rule/tree'
import { fromSentence, type Written } from './written'

interface Writing {
  key: string
  first: Written
  path: string | undefined
}

/** The condition that is being written, and what becomes of the rule. */
export function useCondition(
  content: PolicyContent,
  region: string,
  edit: (part: Partial<PolicyContent>) => void,
) {
  const [writing, setWriting] = useState<Writing>()
  const open = (path: string) => {
    const node = nodeAt(content.rule, path)
    if (node && isCondition(node)) setWriting({ key: path, first: { ...node }, path })
  }
  return {
    writing,
    open,
    close: () => setWriting(undefined),
    /** A sentence of the document: the condition that it has, or a new one. */
    fromSentence: (sentence: string, path: string | undefined) =>
      path === undefined
        ? setWriting({
            key: `+${sentence}`,
            first: fromSentence(sentence, content.audience, region),
            path: undefined,
          })
        : open(path),
    /** Without a sentence. */
    begin: () => setWriting({ key: '+', first: fromSentence('', content.audience, region), path: undefined }),
    remove: (path: string) => edit({ rule: removeAt(content.rule, path) }),
    done: (condition: Condition, place: Place) => {
      const rule =
        writing?.path === undefined
          ? placed(asAll(content.rule), place, condition)
          : replaceAt(content.rule, writing.path, condition)
      edit({ rule })
      setWriting(undefined)
    },
  }
}
