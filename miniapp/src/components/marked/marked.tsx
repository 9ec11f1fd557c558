import { Text } from '@tarojs/components'
import './marked.scss'

export interface MarkedProps {
  words?: string
  children: string
}

/** Text in which the words searched for are bold and underlined. */
export function Marked({ words, children }: MarkedProps) {
  const sought = words?.trim()
  if (!sought) return <>{children}</>
  const parts: { text: string; hit: boolean }[] = []
  const lower = children.toLowerCase()
  let from = 0
  for (
    let at = lower.indexOf(sought.toLowerCase());
    at >= 0;
    at = lower.indexOf(sought.toLowerCase(), from)
  ) {
    parts.push({ text: children.slice(from, at), hit: false })
    from = at + sought.length
    parts.push({ text: children.slice(at, from), hit: true })
  }
  parts.push({ text: children.slice(from), hit: false })
  return (
    <>
      {parts.map(({ text, hit }, at) => {
        // The index is part of the key because the same text may occur twice.
        const key = `${at}${text}`
        if (hit) {
          return (
            <Text key={key} className="marked">
              {text}
            </Text>
          )
        }
        return text ? <Text key={key}>{text}</Text> : null
      })}
    </>
  )
}
