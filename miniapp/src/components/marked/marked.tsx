import type { Mark } from '@hutang/shared/contract'
import { Text } from '@tarojs/components'
import './marked.scss'

export interface MarkedProps {
  /** In order and without overlaps, as the service answers them. */
  marks?: readonly Mark[]
  children: string
}

/** Text in which what a search found is bold and underlined. */
export function Marked({ marks = [], children }: MarkedProps) {
  if (marks.length === 0) return <>{children}</>
  const parts: { from: number; text: string; hit: boolean }[] = []
  let end = 0
  for (const { from, to } of marks) {
    parts.push({ from: end, text: children.slice(end, from), hit: false })
    parts.push({ from, text: children.slice(from, to), hit: true })
    end = to
  }
  parts.push({ from: end, text: children.slice(end), hit: false })
  return (
    <>
      {parts
        .filter(({ text }) => text !== '')
        .map(({ from, text, hit }) => (
          <Text key={from} className={hit ? 'marked' : ''}>
            {text}
          </Text>
        ))}
    </>
  )
}
