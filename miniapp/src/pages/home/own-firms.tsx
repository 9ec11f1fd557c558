import type { Answer } from '../../api/contract'
import { Card, Row } from '../../components'
import { goToPolicies } from '../../hooks/navigation'

/** For the owner of an enterprise the way to what it may have. */
export function OwnFirms({ home }: { home: Answer<'GET /api/screens/home'> }) {
  const firms = home.user?.enterprises ?? []
  if (firms.length === 0) return null
  return (
    <Card flush>
      {firms.map(({ id, name }) => (
        <Row
          key={id}
          icon="policy"
          title={name}
          detail="看能享受哪些政策"
          onPress={() => goToPolicies('package', { id })}
        />
      ))}
    </Card>
  )
}
