import type { HouseholdPage } from '@hutang/shared/contract'
import { View } from '@tarojs/components'
import { useScreen } from '../../hooks/use-screen'
import { Loaded } from '../../widgets'
import { FactsCard } from './facts-card'
import { History } from './history'
import { LinksCard } from './links-card'
import { PeopleCard } from './people-card'
import { StatementCard } from './statement-card'
import './people.scss'

export interface HouseholdViewProps {
  region: string
  id: string
  /** Opens another household. */
  onGo: (id: string) => void
  /** Something of it was changed, for the list beside it. */
  onChanged?: () => void
  /** On a desk its parts stand in two columns. */
  columns?: boolean
}

/** One household: where it is, its people, the households linked with it, and what was done. */
export function HouseholdView({ region, id, onGo, onChanged, columns }: HouseholdViewProps) {
  const screen = useScreen(
    'GET /api/regions/:code/register/households/:household',
    { params: { code: region, household: id } },
    { kept: false },
  )
  // A change may answer with another household: after 分户 the new one, after 并户 the one that is left.
  const onChange = (page: HouseholdPage) => {
    onChanged?.()
    if (page.household.id === id) screen.change(() => page)
    else onGo(page.household.id)
  }
  return (
    <Loaded screen={screen} shape="text">
      {(page) => {
        const part = { region, page, onChange, onGo }
        return (
          <View className={columns ? 'people__columns' : ''}>
            <FactsCard {...part} />
            {showsPeople(page) ? <PeopleCard {...part} /> : null}
            <LinksCard {...part} />
            <StatementCard household={page.household.id} head={page.household.head} />
            <History events={page.events} left={page.left} />
          </View>
        )
      }}
    </Loaded>
  )
}

/** 承包户 and 成员户 usually stand in their books by the head alone. */
const showsPeople = ({ household: { kind, people } }: HouseholdPage): boolean =>
  kind === 'residence' || people.length > 0
