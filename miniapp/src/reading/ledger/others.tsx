import type { LedgerKind } from '@hutang/shared/contract'
import { Row, Section } from '../../components'
import { goTo } from '../../hooks/navigation'
import { useScreen } from '../../hooks/use-screen'

/** The other ledgers of the village, each with its newest period; kept quiet where they cannot be read. */
export function Others({ region, kind }: { region: string; kind: LedgerKind }) {
  const { data } = useScreen('GET /api/screens/ledgers', { query: { region } })
  const others = data?.ledgers.filter((one) => one.kind !== kind) ?? []
  if (others.length === 0) return null
  return (
    <Section title="别的台账">
      {others.map((one) => {
        const newest = one.bodies.flatMap((body) => body.newest ?? [])[0]
        return (
          <Row
            key={one.kind}
            title={one.name}
            detail={newest?.sentence || one.what}
            note={newest ? (newest.sentence ? undefined : newest.periodName) : '还没有公开'}
            onPress={() => goTo('ledger', { region, kind: one.kind })}
          />
        )
      })}
    </Section>
  )
}
