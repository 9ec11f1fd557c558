import type { HouseholdKind, RegisterHousehold } from '@hutang/shared/contract'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { EmptyState, Row, SearchBox } from '../../components'
import { useScreen } from '../../hooks/use-screen'
import { Loaded } from '../../widgets'
import { placeLine } from '../words'

interface FindHouseholdProps {
  region: string
  kind?: HouseholdKind
  /** Looked for at first. */
  q?: string
  /** Not offered: the household itself. */
  without: readonly string[]
  chosen: string | undefined
  onChoose: (household: RegisterHousehold) => void
}

/** Finds one household by a name or by its code. */
export function FindHousehold({
  region,
  kind = 'residence',
  q = '',
  without,
  chosen,
  onChoose,
}: FindHouseholdProps) {
  const [typed, setTyped] = useState(q)
  const [asked, setAsked] = useState(q)
  const screen = useScreen(
    'GET /api/regions/:code/register',
    asked ? { params: { code: region }, query: { kind, q: asked } } : null,
    { kept: false },
  )
  return (
    <View>
      <SearchBox placeholder="姓名或户号" value={typed} onChange={setTyped} onSearch={setAsked} />
      {asked ? (
        <Loaded screen={screen}>
          {({ households }) => {
            const offered = households.filter(({ id, ended }) => !ended && !without.includes(id))
            if (offered.length === 0)
              return <EmptyState icon="search" title="没有找到" detail="请写姓名或户号，可以只写一部分。" />
            return offered.map((household) => (
              <Row
                key={household.id}
                title={household.head}
                detail={household.people.map(({ name }) => name).join('、') || '没有登记的人'}
                note={[household.code, placeLine(household)].filter(Boolean).join(' · ')}
                tag={household.id === chosen ? { text: '选了这一户', tone: 'good' } : undefined}
                hint="选这一户"
                onPress={() => onChoose(household)}
              />
            ))
          }}
        </Loaded>
      ) : null}
    </View>
  )
}
