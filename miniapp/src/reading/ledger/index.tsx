import type { LedgerBody, LedgerKind } from '@hutang/shared/contract'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { EmptyState, Tabs } from '../../components'
import { goTo } from '../../hooks/navigation'
import { useLast } from '../../hooks/use-last'
import { useRegion } from '../../hooks/use-region'
import { useScreen } from '../../hooks/use-screen'
import { NoRegion, Page } from '../../widgets'
import { Ledger } from './ledger'
import { Others } from './others'

const kinds = ['finance', 'subsidies', 'land', 'assets', 'debts', 'engineering', 'violations'] as const
const bodies = ['committee', 'cooperative'] as const

/** A ledger of one body over a year: `?kind=`, `&body=`, `&year=`. */
export default function LedgerPage() {
  const { kind: asked, body: named, year: of } = useRouter().params
  const code = useRegion()
  const kind: LedgerKind = kinds.find((one) => one === asked) ?? 'finance'
  const [body, setBody] = useState<LedgerBody | undefined>(bodies.find((one) => one === named))
  const [year, setYear] = useState(Number(of) > 0 ? Number(of) : undefined)
  const screen = useScreen(
    'GET /api/screens/ledger',
    code === null
      ? null
      : { query: { region: code, kind, ...(body ? { body } : {}), ...(year ? { year } : {}) } },
  )
  // What was read of the other body or year stays until the new one has come.
  const data = useLast(screen.data)
  if (code === null) {
    return (
      <Page title="台账">
        <NoRegion />
      </Page>
    )
  }
  const shown = { ...screen, data: screen.data ?? (screen.error ? undefined : data) }
  return (
    <Page title={data ? `${data.region.name}${data.name}` : '台账'} screen={shown}>
      {(ledger) => (
        <>
          {ledger.bodies.length > 1 ? (
            <Tabs
              label="谁的账，两家分开算"
              tabs={ledger.bodies.map((one) => ({ id: one.body, name: one.bodyName }))}
              current={ledger.body}
              onChange={(next) => {
                setBody(next)
                setYear(undefined)
              }}
            />
          ) : null}
          {ledger.years.length > 1 ? (
            <Tabs
              label="哪一年"
              tabs={ledger.years.map((one) => ({ id: String(one), name: `${one} 年` }))}
              current={String(ledger.year)}
              onChange={(next) => setYear(Number(next))}
            />
          ) : null}
          {ledger.periods.length === 0 ? (
            <EmptyState
              title="这一年还没有公开"
              detail={ledger.accessText ?? '一公开，就按月排在这里。'}
              action="看公开目录"
              onAction={() => goTo('catalogue')}
            />
          ) : (
            <Ledger ledger={ledger} />
          )}
          <Others region={ledger.region.code} kind={ledger.kind} />
        </>
      )}
    </Page>
  )
}
