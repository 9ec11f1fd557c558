import type { Answer } from '../../api/contract'
import { Row, Section } from '../../components'

/** Items of the standard catalogue that this region leaves out, each with the reason and its basis. */
export function LeftOut({ left }: { left: Answer<'GET /api/screens/catalogue'>['left'] }) {
  if (left.length === 0) return null
  return (
    <Section title="这里没有的事项">
      {left.map(({ no, name, reason, basis }) => (
        <Row key={no} title={`${no}. ${name}`} detail={`原因：${reason}`} note={`依据：${basis}`} />
      ))}
    </Section>
  )
}
