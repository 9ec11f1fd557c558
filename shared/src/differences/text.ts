import { diffArrays } from 'diff'
import type { TextPart } from '../contract/differences'

/** More edits than this are not looked for: the old and the new text then stand one after the other. */
const mostEdits = 600

/**
 * Two texts as parts in their order: what is the same, what was removed, what was added. Sentences are compared
 * first, then the words of those that changed. Null: nothing changed.
 */
export function textDifference(before: string, after: string): TextPart[] | null {
  if (before === after) return null
  const parts: TextPart[] = []
  let removed = ''
  let added = ''
  const flush = () => {
    parts.push(...wordDifference(removed, added))
    removed = ''
    added = ''
  }
  for (const { kind, text } of tokenDifference(sentencesOf(before), sentencesOf(after))) {
    if (kind === 'removed') removed += text
    else if (kind === 'added') added += text
    else {
      flush()
      parts.push({ kind, text })
    }
  }
  flush()
  return joined(parts)
}

/** A sentence ends with its mark and the spaces behind it, or with the line. */
const sentencesOf = (text: string): string[] =>
  text.match(/[^。！？；\n]*[。！？；\n]+\s*|[^。！？；\n]+$/g) ?? []

const words = new Intl.Segmenter('zh', { granularity: 'word' })
/** A figure is one word, with its separators and its unit apart: 1,200.00 is never half changed. */
const wordsOf = (text: string): string[] =>
  (text.match(/\d[\d,.]*\d|\d|[^\d]+/g) ?? []).flatMap((piece) =>
    /^\d/.test(piece) ? piece : [...words.segment(piece)].map(({ segment }) => segment),
  )

const wordDifference = (before: string, after: string): TextPart[] => {
  if (before === '' || after === '') return whole(before, after)
  return tokenDifference(wordsOf(before), wordsOf(after))
}

function tokenDifference(before: string[], after: string[]): TextPart[] {
  const changes = diffArrays(before, after, { maxEditLength: mostEdits })
  if (!changes) return whole(before.join(''), after.join(''))
  return changes.map(({ value, added, removed }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    text: value.join(''),
  }))
}

const whole = (before: string, after: string): TextPart[] => [
  ...(before === '' ? [] : [{ kind: 'removed' as const, text: before }]),
  ...(after === '' ? [] : [{ kind: 'added' as const, text: after }]),
]

/** Neighbours of one kind as one part. */
function joined(parts: readonly TextPart[]): TextPart[] {
  const all: TextPart[] = []
  for (const { kind, text } of parts) {
    const last = all.at(-1)
    if (last?.kind === kind) last.text += text
    else if (text !== '') all.push({ kind, text })
  }
  return all
}
