import type { NilLine } from '@hutang/shared/contract'
import { Card, Row } from '../../components'
import { goTo } from '../../hooks/navigation'

/** 本期无: the periods of which it was said and reviewed that there was none. */
export function Nils({ nils }: { nils: readonly NilLine[] }) {
  if (nils.length === 0) return null
  return (
    <Card title="本期无" flush>
      {nils.map(({ id, text, outdated }) => (
        <Row
          key={id}
          title={text}
          note={outdated ? '后来这一期有了公开内容，以公开内容为准。' : undefined}
          onPress={() => goTo('notice', { id })}
        />
      ))}
    </Card>
  )
}
